const longPrefix = "__argo__internal__placeholder-";
const longPlaceholder = new RegExp(`${longPrefix}\\d+`, "g");

/** Gives out texts that stand for values which only a run can give (`common/placeholder.go`). */
export class Placeholders {
  readonly #isShort: boolean;
  #index = 0;

  constructor(isShort: boolean) {
    this.#isShort = isShort;
  }

  next(): string {
    return `${this.#isShort ? "placeholder-" : longPrefix}${this.#index++}`;
  }

  isPlaceholder(text: string): boolean {
    return text.startsWith(this.#isShort ? "placeholder-" : longPrefix);
  }

  /** Whether a placeholder is part of the text; the short ones were looked for without their dash. */
  isPartOf(text: string): boolean {
    return text.includes(this.#isShort ? "placeholder" : longPrefix);
  }
}

/** A name in which every placeholder stands as the letter x, so that the rest can be checked. */
export function withoutPlaceholders(name: string): string {
  return name.replace(longPlaceholder, "x");
}
