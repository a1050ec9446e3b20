/** What the rewritten engine asks whether a mutant is awake. It notes whatever was asked. */
export class MutationSwitch {
  active = -1;
  readonly seen: Uint8Array;

  constructor(count: number) {
    this.seen = new Uint8Array(count);
  }

  on(id: number): boolean {
    this.seen[id] = 1;
    return this.active === id;
  }

  negate(id: number, value: unknown): unknown {
    return this.on(id) ? !value : value;
  }

  either(id: number, value: unknown, other: unknown): unknown {
    return this.on(id) ? other : value;
  }

  and(id: number, left: unknown, right: () => unknown): unknown {
    return this.on(id) ? left || right() : left && right();
  }

  or(id: number, left: unknown, right: () => unknown): unknown {
    return this.on(id) ? left && right() : left || right();
  }

  withDefault(id: number, left: unknown, right: () => unknown): unknown {
    return this.on(id) ? left : (left ?? right());
  }

  less(id: number, left: number, right: number): boolean {
    return this.on(id) ? left <= right : left < right;
  }

  atMost(id: number, left: number, right: number): boolean {
    return this.on(id) ? left < right : left <= right;
  }

  more(id: number, left: number, right: number): boolean {
    return this.on(id) ? left >= right : left > right;
  }

  atLeast(id: number, left: number, right: number): boolean {
    return this.on(id) ? left > right : left >= right;
  }

  minus(id: number, left: number, right: number): number {
    return this.on(id) ? left + right : left - right;
  }
}
