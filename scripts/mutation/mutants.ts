import { createHash } from "node:crypto";
import { parseAst } from "rolldown/parseAst";
import { boundaryOf, defaultNumber, otherPhase } from "./replacements.ts";

/** One small change of the engine's behaviour. */
export interface Mutant {
  /** Its number in the build that holds all of them. */
  readonly id: number;
  readonly file: string;
  readonly line: number;
  /** The kind of change, such as `negate`. */
  readonly kind: string;
  /** The text of the source that is changed, and what is done with it. */
  readonly before: string;
  readonly after: string;
  /** What it is known by, also after its file was moved: file name, line of text, change, and which of several alike. */
  readonly key: string;
}

interface Syntax {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

/** A node with the text before, between and after its children; the children are already rewritten. */
interface Pieces {
  readonly children: readonly Syntax[];
  readonly rendered: string[];
  readonly gaps: string[];
}

/**
 * Rewrites one source file so that it holds all of its mutants, each asleep until `__mutation.active` is its number.
 * Nothing is on another line than before.
 */
export class FileMutator {
  readonly mutants: Mutant[] = [];
  readonly #file: string;
  readonly #text: string;
  readonly #firstId: number;
  readonly #sameKeys = new Map<string, number>();

  constructor(file: string, text: string, firstId: number) {
    this.#file = file;
    this.#text = text;
    this.#firstId = firstId;
  }

  rewrite(): string {
    const program = parseAst(this.#text, { lang: "ts", preserveParens: false } as never) as unknown as Syntax;
    const body = program.body as readonly Syntax[];
    let text = "";
    let position = 0;
    for (const statement of body) {
      text += this.#text.slice(position, statement.start) + this.#render(statement, false);
      position = statement.end;
    }
    return text + this.#text.slice(position);
  }

  #add(node: Syntax, kind: string, after: string, of?: Syntax): number {
    const { start, end } = of ?? node;
    const before = this.#text.slice(start, end).replaceAll(/\s+/g, " ");
    const line = this.#text.slice(0, start).split("\n").length;
    const lineText = this.#text.split("\n")[line - 1]?.trim() ?? "";
    const name = `${this.#file.split("/").at(-1)} | ${lineText} | ${kind} ${before} -> ${after}`;
    const same = this.#sameKeys.get(name) ?? 0;
    this.#sameKeys.set(name, same + 1);
    const id = this.#firstId + this.mutants.length;
    const key = same === 0 ? name : `${name} (${same + 1})`;
    this.mutants.push({ id, file: this.#file, line, kind, before, after, key });
    return id;
  }

  /** The text of a node with its mutants; `isCondition` where only its truth counts. */
  #render(node: Syntax, isCondition: boolean): string {
    if (isLeftAlone(node)) return this.#text.slice(node.start, node.end);
    const pieces = this.#pieces(node, isCondition);
    let text = this.#mutate(node, pieces);
    if (isCondition || isTruthValue(node)) text = this.#negated(node, text);
    return text;
  }

  #pieces(node: Syntax, isCondition: boolean): Pieces {
    const children = childrenOf(node);
    const gaps: string[] = [];
    const rendered: string[] = [];
    let position = node.start;
    for (const child of children) {
      gaps.push(this.#text.slice(position, child.start));
      rendered.push(this.#render(child, isConditionOf(node, child, isCondition)));
      position = child.end;
    }
    gaps.push(this.#text.slice(position, node.end));
    return { children, rendered, gaps };
  }

  #negated(node: Syntax, text: string): string {
    // What is the same as negating one of the parts is not made twice.
    if (node.type === "LogicalExpression" || node.type === "ConditionalExpression") return text;
    const isNot = node.type === "UnaryExpression" && node.operator === "!";
    const id = this.#add(node, isNot ? "drop !" : "negate", isNot ? "without !" : "negated");
    return `__mutation.negate(${id}, ${text})`;
  }

  #mutate(node: Syntax, pieces: Pieces): string {
    switch (node.type) {
      case "LogicalExpression":
        return this.#logical(node, pieces);
      case "BinaryExpression":
        return this.#binary(node, pieces);
      case "ExpressionStatement":
        return this.#statement(node, pieces);
      case "ContinueStatement": {
        const id = this.#add(node, "skip", "no continue");
        return `{ if (!__mutation.on(${id})) ${joined(pieces)} }`;
      }
      case "Literal":
        return this.#literal(node, pieces);
      case "ArrayExpression":
      case "ObjectExpression":
        return this.#withoutOne(node, pieces);
      case "CallExpression":
        return this.#call(node, pieces);
      default:
        return joined(pieces);
    }
  }

  #logical(node: Syntax, pieces: Pieces): string {
    const [left, right] = pieces.children;
    const operator = node.operator as string;
    if (left === undefined || right === undefined) return joined(pieces);
    if (operator === "??") {
      if (isNothing(right)) return joined(pieces);
      const id = this.#add(node, "drop default", "without what follows ??");
      return this.#called("withDefault", id, pieces, operator, "() =>");
    }
    const id = this.#add(node, "swap", operator === "&&" ? "||" : "&&");
    return this.#called(operator === "&&" ? "and" : "or", id, pieces, operator, "() =>");
  }

  #binary(node: Syntax, pieces: Pieces): string {
    const operator = node.operator as string;
    const boundary = boundaryOf[operator];
    if (boundary !== undefined) {
      const id = this.#add(node, "boundary", boundary[0]);
      return this.#called(boundary[1], id, pieces, operator, "");
    }
    if (operator === "-" && !(node.left as Syntax).type.startsWith("Private")) {
      const id = this.#add(node, "arithmetic", "+");
      return this.#called("minus", id, pieces, operator, "");
    }
    return joined(pieces);
  }

  #called(name: string, id: number, { gaps, rendered }: Pieces, operator: string, prefix: string): string {
    const [before = "", between = "", after = ""] = gaps;
    const comma = between.replace(operator, `, ${prefix} (`);
    return `__mutation.${name}(${id}, ${before}${rendered[0]}${comma}${rendered[1]}${after}))`;
  }

  #statement(node: Syntax, pieces: Pieces): string {
    const expression = node.expression as Syntax;
    const isCall = expression.type === "CallExpression" && (expression.callee as Syntax).type !== "Super";
    const isStore =
      expression.type === "AssignmentExpression" && (expression.left as Syntax).type === "MemberExpression";
    if (!isCall && !isStore) return joined(pieces);
    const id = this.#add(node, "skip", "not done");
    return `{ if (!__mutation.on(${id})) ${joined(pieces)} }`;
  }

  #literal(node: Syntax, pieces: Pieces): string {
    const { value } = node;
    const text = joined(pieces);
    if (typeof value === "number" || typeof value === "boolean") {
      const other = typeof value === "number" ? defaultNumber(value) : !value;
      return `__mutation.either(${this.#add(node, "constant", String(other))}, ${text}, ${other})`;
    }
    const phase = typeof value === "string" ? otherPhase[value] : undefined;
    if (phase === undefined) return text;
    return `__mutation.either(${this.#add(node, "phase", phase)}, ${text}, "${phase}")`;
  }

  /** An array or object of which each element or property may be left out. */
  #withoutOne(node: Syntax, pieces: Pieces): string {
    const [open, close] = node.type === "ArrayExpression" ? ["[", "]"] : ["{", "}"];
    const rendered = pieces.children.map((child, at) => {
      const text = pieces.rendered[at] as string;
      if (child.type === "Property" && (child.method === true || child.kind !== "init")) return text;
      if (isNothing(child) || isNothing(child.value as Syntax | undefined)) return text;
      const id = this.#add(node, "drop", "left out", child);
      return `...(__mutation.on(${id}) ? ${open}${close} : ${open}${text}${close})`;
    });
    return joined({ ...pieces, rendered });
  }

  #call(node: Syntax, pieces: Pieces): string {
    const callee = node.callee as Syntax;
    const name = callee.type === "MemberExpression" ? ((callee.property as Syntax).name as string) : "";
    const text = joined(pieces);
    if (name === "some" || name === "every") {
      const other = name === "some" ? "every" : "some";
      const id = this.#add(node, "quantifier", other);
      const member = pieces.rendered[0] as string;
      const owner = member.slice(0, -name.length);
      const dot = owner.endsWith("?.") ? owner : owner.slice(0, -1);
      const swapped = `${dot}[__mutation.either(${id}, "${name}", "${other}")]`;
      return joined({ ...pieces, rendered: [swapped, ...pieces.rendered.slice(1)] });
    }
    return text;
  }
}

function joined({ gaps, rendered }: Pieces): string {
  return gaps.map((gap, at) => gap + (rendered[at] ?? "")).join("");
}

/** What is not behaviour, or no rule: types, imports, and what is thrown when drydock itself is wrong. */
function isLeftAlone({ type }: Syntax): boolean {
  if (type === "ThrowStatement" || type === "ImportDeclaration" || type === "ExportAllDeclaration") return true;
  const isValue = ["TSAsExpression", "TSNonNullExpression", "TSSatisfiesExpression"].includes(type);
  return type.startsWith("TS") && !isValue;
}

/** Whether the text itself says that it is a truth value. */
function isTruthValue({ type, operator }: Syntax): boolean {
  if (type === "UnaryExpression") return operator === "!";
  return type === "BinaryExpression" && ["===", "!==", "<", "<=", ">", ">="].includes(operator as string);
}

function isConditionOf(parent: Syntax, child: Syntax, isCondition: boolean): boolean {
  switch (parent.type) {
    case "IfStatement":
    case "ConditionalExpression":
    case "WhileStatement":
    case "DoWhileStatement":
    case "ForStatement":
      return child === parent.test;
    case "LogicalExpression":
      return isCondition && parent.operator !== "??";
    default:
      return false;
  }
}

/** Leaving this out, or having it as default, changes nothing that the engine can tell. */
function isNothing(node: Syntax | undefined): boolean {
  if (node === undefined) return false;
  if (node.type === "Identifier") return node.name === "undefined";
  return node.type === "Literal" && node.value === null;
}

const typeFields = new Set(["typeAnnotation", "returnType", "typeParameters", "typeArguments", "superTypeArguments"]);

function childrenOf(node: Syntax): readonly Syntax[] {
  const found: Syntax[] = [];
  for (const [field, value] of Object.entries(node)) {
    if (typeFields.has(field) || field === "implements") continue;
    // A name in both places of a shorthand property is one text.
    if (field === "key" && (node.shorthand === true || node.computed !== true)) continue;
    if (field === "value" && node.shorthand === true && (value as Syntax).type === "Identifier") continue;
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child === "object" && child !== null && typeof child.type === "string") found.push(child);
    }
  }
  return found.sort((one, other) => one.start - other.start);
}

/** The mutants that a seed draws: the same ones also after others were added or files were moved. */
export function drawn(mutants: readonly Mutant[], count: number, seed: string): readonly Mutant[] {
  const ranks = mutants.map((mutant) => ({
    mutant,
    rank: createHash("sha256").update(`${seed} ${mutant.key}`).digest("hex"),
  }));
  ranks.sort((one, other) => (one.rank < other.rank ? -1 : 1));
  return ranks.slice(0, count).map(({ mutant }) => mutant);
}
