import { expect, it } from "vitest";
import { byChoice, recordedCases } from "./recorded-cases.ts";

it("the list of recordings that need a choice names recordings that there are, each with its reason", () => {
  const known = new Set(
    recordedCases.flatMap(({ profile, name, engines }) => engines.map((engine) => `${profile}/${name} ${engine}`)),
  );
  for (const [recording, reason] of Object.entries(byChoice)) {
    expect(known).toContain(recording);
    expect(reason.length, `${recording} needs an explanation`).toBeGreaterThan(20);
  }
});
