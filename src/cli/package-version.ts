import { readFileSync } from "node:fs";

/** The version of this package: that of the nearest package.json above this file, wherever the build put it. */
export function packageVersion(): string {
  for (let folder = new URL(".", import.meta.url); ; ) {
    const description = packageAt(new URL("package.json", folder));
    if (description?.name === "argo-drydock") return description.version;
    const above = new URL("..", folder);
    if (above.href === folder.href) throw new Error("the package.json of argo-drydock is missing");
    folder = above;
  }
}

function packageAt(url: URL): { readonly name?: string; readonly version: string } | undefined {
  try {
    return JSON.parse(readFileSync(url, "utf8"));
  } catch {
    return undefined;
  }
}
