import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { differences } from "../../src/releases/index.ts";

const engine = fileURLToPath(new URL("../../src/engine", import.meta.url));

function askedIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return askedIn(path);
    return [...readFileSync(path, "utf8").matchAll(/\b(?:operation|release)\.has\("([a-z0-9-]+)"\)/g)].map(
      ([, id]) => id ?? "",
    );
  });
}

it("every difference that the engine asks for is registered, so that the question has an answer", () => {
  const registered = new Set<string>(differences.map(({ id }) => id));
  const asked = askedIn(engine);
  expect(asked.length).toBeGreaterThan(50);
  expect(asked.filter((id) => !registered.has(id))).toEqual([]);
});
