/** How expr-lang changed between the versions that releases of Argo are built with. */
export interface ExpressionLanguage {
  /** The version, which tells languages apart. */
  readonly version: string;
  /** `if c {a} else {b}`, and several expressions with `;` between them. */
  readonly hasStatements: boolean;
  /** `1 < x < 3` means `1 < x && x < 3`. */
  readonly chainsComparisons: boolean;
  /** A literal text can be indexed and sliced without parentheses around it. */
  readonly indexesLiterals: boolean;
  /** What is not yet a builtin. */
  readonly missingBuiltins: ReadonlySet<string>;
  /** nil contains nothing and matches nothing; before, it was an error to ask. */
  readonly nilContainsNothing: boolean;
  /** Arrays of different types are compared item by item. */
  readonly comparesItems: boolean;
  /** Messages name fields, methods, indices and what is called. */
  readonly hasDetailedMessages: boolean;
}

/** expr-lang v1.17, of Argo v3.5.15, v3.6.7 and later. */
export const EXPR_1_17: ExpressionLanguage = {
  version: "1.17",
  hasStatements: true,
  chainsComparisons: true,
  indexesLiterals: true,
  missingBuiltins: new Set(),
  nilContainsNothing: true,
  comparesItems: true,
  hasDetailedMessages: true,
};

/** expr-lang v1.16.0, of Argo v3.5.5 to v3.5.13. */
export const EXPR_1_16: ExpressionLanguage = {
  version: "1.16",
  hasStatements: false,
  chainsComparisons: false,
  indexesLiterals: false,
  missingBuiltins: new Set(["reverse", "uniq", "concat", "flatten", "timezone"]),
  nilContainsNothing: false,
  comparesItems: false,
  hasDetailedMessages: false,
};
