import type { Release } from "../../releases/release.ts";

const longPrefix = "__argo__internal__placeholder-";
const longPlaceholder = new RegExp(`${longPrefix}\\d+`, "g");

/** Gives out texts that stand for values which only a run can give (`common/placeholder.go`). */
export class Placeholders {
  readonly #prefix: string;
  #index = 0;

  private constructor(prefix: string) {
    this.#prefix = prefix;
  }

  static of(release: Pick<Release, "has">): Placeholders {
    return new Placeholders(release.has("short-placeholders") ? "placeholder-" : longPrefix);
  }

  next(): string {
    return `${this.#prefix}${this.#index++}`;
  }

  isPlaceholder(text: string): boolean {
    return text.startsWith(this.#prefix);
  }

  /** Whether a placeholder is part of the text. */
  isPartOf(text: string): boolean {
    return text.includes(this.#prefix);
  }
}

/** A name in which every placeholder stands as the letter x, so that the rest can be checked. */
export function withoutPlaceholders(name: string): string {
  return name.replace(longPlaceholder, "x");
}
