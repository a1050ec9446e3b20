/** `path.Clean`. */
export function cleanPath(path: string): string {
  const isRooted = path.startsWith("/");
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") {
      if (parts.length > 0 && parts.at(-1) !== "..") {
        parts.pop();
      } else if (!isRooted) {
        parts.push(part);
      }
    } else if (part !== "" && part !== ".") {
      parts.push(part);
    }
  }
  const cleaned = (isRooted ? "/" : "") + parts.join("/");
  return cleaned === "" ? "." : cleaned;
}
