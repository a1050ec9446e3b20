import { expect, it } from "vitest";
import { exceptions, recordedCases } from "./recorded-cases.ts";

it("the list of exceptions names recordings that there are, each with its reason", () => {
  const known = new Set(
    recordedCases.flatMap(({ profile, name, traces }) =>
      [...traces.keys()].map((engine) => `${profile}/${name} ${engine}`),
    ),
  );
  for (const [recording, reason] of Object.entries(exceptions)) {
    expect(known).toContain(recording);
    expect(reason.length, `${recording} needs an explanation`).toBeGreaterThan(20);
  }
});
