import { format } from "node:util";
import {
  chai,
  GLOBAL_EXPECT,
  getState,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  setState,
} from "@vitest/expect";

export interface CollectedTest {
  readonly name: string;
  readonly run: () => unknown;
}

type Body = (...values: never[]) => unknown;
type Register = (name: string, ...rest: unknown[]) => void;

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);

/** What a test file imports from vitest, as far as the tests of this project use it: it only notes the tests. */
export class TestCollection {
  readonly tests: CollectedTest[] = [];
  #path: readonly string[] = [];
  #setUp: readonly (() => unknown)[] = [];
  #tearDown: readonly (() => unknown)[] = [];

  /** Says of which file the tests are that follow. */
  begin(file: string): void {
    this.#path = [file];
    this.#setUp = [];
    this.#tearDown = [];
  }

  readonly vitest: Readonly<Record<string, unknown>>;

  constructor() {
    const test = this.#variants((name, ...rest) => this.#test(name, rest));
    const vi = new Proxy({}, { get: () => () => undefined });
    this.vitest = {
      test,
      it: test,
      describe: this.#variants((name, ...rest) => this.#describe(name, bodyOf(rest))),
      expect: expectation(),
      vi,
      beforeEach: (body: Body) => {
        this.#setUp = [...this.#setUp, body as () => unknown];
      },
      beforeAll: (body: Body) => void (body as () => unknown)(),
      afterEach: (body: Body) => {
        this.#tearDown = [...this.#tearDown, body as () => unknown];
      },
      afterAll: () => undefined,
    };
  }

  #test(name: string, rest: readonly unknown[]): void {
    const body = bodyOf(rest) as () => unknown;
    const before = this.#setUp;
    const after = this.#tearDown;
    const run = async () => {
      for (const setUp of before) await setUp();
      await body();
      for (const tearDown of after) await tearDown();
    };
    this.tests.push({ name: [...this.#path, name].join(" > "), run });
  }

  #describe(name: string, body: Body): void {
    const outer = { path: this.#path, setUp: this.#setUp, tearDown: this.#tearDown };
    this.#path = [...outer.path, name];
    (body as () => void)();
    this.#path = outer.path;
    this.#setUp = outer.setUp;
    this.#tearDown = outer.tearDown;
  }

  #variants(register: Register): unknown {
    const each = (rows: readonly unknown[]) => (name: string, body: Body) => {
      for (const row of rows) {
        const values = Array.isArray(row) ? row : [row];
        register(nameOf(name, values), () => (body as (...values: unknown[]) => unknown)(...values));
      }
    };
    const one = (rows: readonly unknown[]) => (name: string, body: Body) => {
      for (const row of rows) {
        register(nameOf(name, Array.isArray(row) ? row : [row]), () => (body as (row: unknown) => unknown)(row));
      }
    };
    const skipIf = (skip: boolean) => (skip ? () => undefined : register);
    return Object.assign((...all: Parameters<Register>) => register(...all), { each, for: one, skipIf });
  }
}

function bodyOf(rest: readonly unknown[]): Body {
  return rest.find((part) => typeof part === "function") as Body;
}

function nameOf(name: string, values: readonly unknown[]): string {
  const [first] = values;
  const filled = name.replaceAll(/\$([a-zA-Z]\w*)/g, (whole, field: string) =>
    typeof first === "object" && first !== null && field in first
      ? String((first as Record<string, unknown>)[field])
      : whole,
  );
  return /%[sdijoO]/.test(filled) ? format(filled, ...values) : filled;
}

function expectation(): unknown {
  const expect = ((value: unknown, message?: string) => chai.expect(value, message)) as unknown as Record<
    string,
    unknown
  >;
  const state = { ...getState(chai.expect as never), assertionCalls: 0, isExpectingAssertions: false };
  (globalThis as unknown as Record<symbol, unknown>)[GLOBAL_EXPECT] = expect;
  setState(state as never, expect as never);
  const matchers = chai.expect as unknown as Record<string, unknown>;
  for (const name of ["any", "anything", "stringContaining", "stringMatching", "arrayContaining", "objectContaining"]) {
    expect[name] = matchers[name];
  }
  expect.not = matchers.not;
  expect.unreachable = (message = "this must not be reached") => chai.assert.fail(message);
  return expect;
}
