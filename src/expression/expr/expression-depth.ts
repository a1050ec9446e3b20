import { deepestNesting, tooDeep } from "../size-limit.ts";
import { childrenOf, type Node } from "./ast.ts";

/**
 * Expects that nothing in an expression is nested too deeply, apart from chains of operations: fields of fields, and
 * calls behind `|`, which the parser reads in a loop.
 *
 * @throws SizeLimitExceeded
 */
export function expectShallow(root: Node): void {
  const nodes = [{ node: root, depth: 1 }];
  for (let next = nodes.pop(); next !== undefined; next = nodes.pop()) {
    const { node, depth } = next;
    if (depth > deepestNesting) throw tooDeep("an expression");
    for (const child of childrenOf(node)) {
      const isChained = node.kind === "binary" && child === node.left && child.kind === "binary";
      nodes.push({ node: child, depth: isChained ? depth : depth + 1 });
    }
  }
}
