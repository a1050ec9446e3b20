/** The syntax tree of an expression. The checker writes `nature` into it, the optimizer replaces nodes. */
import type { GoValue } from "../value.ts";
import type { Nature } from "./nature.ts";
import type { Location } from "./source-error.ts";

interface Base {
  location: Location;
  nature?: Nature;
}

export interface NilNode extends Base {
  readonly kind: "nil";
}
export interface IdentifierNode extends Base {
  readonly kind: "identifier";
  readonly name: string;
}
export interface IntegerNode extends Base {
  readonly kind: "integer";
  readonly value: bigint;
}
export interface FloatNode extends Base {
  readonly kind: "float";
  readonly value: number;
}
export interface BoolNode extends Base {
  readonly kind: "bool";
  readonly value: boolean;
}
export interface StringNode extends Base {
  readonly kind: "string";
  readonly value: string;
}
/** A `b'...'` literal or a value that the optimizer worked out. */
export interface ConstantNode extends Base {
  readonly kind: "constant";
  readonly value: GoValue;
}
export interface UnaryNode extends Base {
  readonly kind: "unary";
  readonly operator: string;
  operand: Node;
}
export interface BinaryNode extends Base {
  readonly kind: "binary";
  readonly operator: string;
  left: Node;
  right: Node;
}
/** Marks where an optional chain (`?.`) ends. */
export interface ChainNode extends Base {
  readonly kind: "chain";
  operand: Node;
}
export interface MemberNode extends Base {
  readonly kind: "member";
  operand: Node;
  property: Node;
  readonly isOptional: boolean;
  isMethod: boolean;
}
export interface SliceNode extends Base {
  readonly kind: "slice";
  operand: Node;
  from: Node | undefined;
  to: Node | undefined;
}
export interface CallNode extends Base {
  readonly kind: "call";
  callee: Node;
  readonly parameters: Node[];
}
export interface BuiltinNode extends Base {
  readonly kind: "builtin";
  readonly name: string;
  readonly parameters: Node[];
  /** Set by the optimizer: `filter(...)[0]` became a `find` that fails when nothing is found. */
  readonly failsWhenEmpty?: boolean;
  /** Set by the optimizer: what each element becomes, of a `map` folded into its `filter`. */
  readonly projection?: Node;
  /** Set by the optimizer: `count` may stop here. */
  readonly threshold?: number;
}
export interface PredicateNode extends Base {
  readonly kind: "predicate";
  body: Node;
}
export interface PointerNode extends Base {
  readonly kind: "pointer";
  readonly name: string;
}
export interface VariableNode extends Base {
  readonly kind: "variable";
  readonly name: string;
  value: Node;
  body: Node;
}
export interface SequenceNode extends Base {
  readonly kind: "sequence";
  readonly nodes: Node[];
}
export interface ConditionalNode extends Base {
  readonly kind: "conditional";
  condition: Node;
  consequence: Node;
  alternative: Node;
}
export interface ArrayNode extends Base {
  readonly kind: "array";
  readonly nodes: Node[];
}
export interface MapNode extends Base {
  readonly kind: "map";
  readonly pairs: { key: Node; value: Node }[];
}

export type Node =
  | NilNode
  | IdentifierNode
  | IntegerNode
  | FloatNode
  | BoolNode
  | StringNode
  | ConstantNode
  | UnaryNode
  | BinaryNode
  | ChainNode
  | MemberNode
  | SliceNode
  | CallNode
  | BuiltinNode
  | PredicateNode
  | PointerNode
  | VariableNode
  | SequenceNode
  | ConditionalNode
  | ArrayNode
  | MapNode;

/**
 * Visits children before their parent and puts what `visit` returns in a node's place.
 *
 * @returns what takes the place of `node` itself
 */
export function rewrite(node: Node, visit: (node: Node) => Node): Node {
  const replace = (child: Node) => rewrite(child, visit);
  if (node.kind !== "binary") {
    rewriteChildren(node, replace);
    return visit(node);
  }
  const chain = leftChain(node);
  let left = replace(chain[0].left);
  for (const operation of chain) {
    operation.left = left;
    operation.right = replace(operation.right);
    left = visit(operation);
  }
  return left;
}

/**
 * The binary operations at the left of each other in an expression such as `a && b && c`, the innermost first. There may
 * be thousands, as in what becomes of a task's dependencies, so that they are gone through in a loop.
 */
export function leftChain(node: BinaryNode): readonly [BinaryNode, ...BinaryNode[]] {
  const chain: [BinaryNode, ...BinaryNode[]] = [node];
  for (let left = node.left; left.kind === "binary"; left = left.left) chain.push(left);
  return chain.reverse() as [BinaryNode, ...BinaryNode[]];
}

/** What a node is made of. */
export function childrenOf(node: Node): readonly Node[] {
  const children: Node[] = [];
  rewriteChildren(node, (child) => {
    children.push(child);
    return child;
  });
  return children;
}

function rewriteAll(nodes: Node[], replace: (child: Node) => Node): void {
  for (const [index, child] of nodes.entries()) {
    nodes[index] = replace(child);
  }
}

function rewriteChildren(node: Node, replace: (child: Node) => Node): void {
  switch (node.kind) {
    case "unary":
    case "chain":
      node.operand = replace(node.operand);
      break;
    case "binary":
      node.left = replace(node.left);
      node.right = replace(node.right);
      break;
    case "member":
      node.operand = replace(node.operand);
      node.property = replace(node.property);
      break;
    case "slice":
      node.operand = replace(node.operand);
      node.from = node.from && replace(node.from);
      node.to = node.to && replace(node.to);
      break;
    case "call":
      node.callee = replace(node.callee);
      rewriteAll(node.parameters, replace);
      break;
    case "builtin":
      rewriteAll(node.parameters, replace);
      break;
    case "predicate":
      node.body = replace(node.body);
      break;
    case "variable":
      node.value = replace(node.value);
      node.body = replace(node.body);
      break;
    case "sequence":
    case "array":
      rewriteAll(node.nodes, replace);
      break;
    case "conditional":
      node.condition = replace(node.condition);
      node.consequence = replace(node.consequence);
      node.alternative = replace(node.alternative);
      break;
    case "map":
      for (const pair of node.pairs) {
        pair.key = replace(pair.key);
        pair.value = replace(pair.value);
      }
      break;
  }
}

/** Visits every node of a tree, children before their parent. */
export function walk(node: Node, visit: (node: Node) => void): void {
  rewrite(node, (visited) => {
    visit(visited);
    return visited;
  });
}
