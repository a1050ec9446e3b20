/**
 * Whether `name` has the form of `pattern`, in which `*` stands for any run of characters, also an empty one. All other
 * characters stand for themselves: node names are full of brackets and dots.
 */
export function matchesGlob(pattern: string, name: string): boolean {
  const parts = pattern.split("*");
  const first = parts[0] ?? "";
  if (parts.length === 1) return name === pattern;
  const last = parts.at(-1) ?? "";
  if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last)) return false;
  // The leftmost place for each part leaves the most room for those after it.
  let from = first.length;
  const end = name.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const at = name.indexOf(part, from);
    if (at < 0 || at + part.length > end) return false;
    from = at + part.length;
  }
  return true;
}

/** Whether a pattern of a scenario means the node of this pod. */
export function matchesPod(
  pattern: string,
  { nodeName, displayName }: { readonly nodeName: string; readonly displayName: string },
): boolean {
  return matchesNode(pattern, { name: nodeName, displayName });
}

/** Whether a pattern of a scenario means this node: by a glob over node names, or by its exact display name. */
export function matchesNode(pattern: string, node: { readonly name: string; readonly displayName: string }): boolean {
  return node.displayName === pattern || matchesGlob(pattern, node.name);
}
