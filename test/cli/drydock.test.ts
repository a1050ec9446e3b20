import pico from "picocolors";
import { describe, expect, it } from "vitest";
import { drydock } from "../../src/cli/drydock.ts";
import { runDrydock } from "./command-line.ts";

describe("drydock", () => {
  it("helps, with an example for each command", async () => {
    const { code, out } = await runDrydock("--help");
    expect(code).toBe(0);
    const commands = [...out.matchAll(/^ {2}drydock (\w+)/gm)].map(([, command = ""]) => command);
    expect(commands).toEqual(
      expect.arrayContaining(["run", "conform", "releases", "invariants", "choices", "completion"]),
    );
    for (const command of ["run", "conform", "releases"]) {
      expect((await runDrydock(command, "--help")).out).toContain(`drydock ${command} `);
      expect((await runDrydock(command, "--help")).out).toContain("Examples:");
    }
  });

  it.each([
    [[], "name a command"],
    [["rum", "a.yaml"], "Did you mean run?"],
    [["run"], "Not enough non-option arguments"],
    [["run", "a.yaml", "--engin", "v4.1.2"], 'Unknown argument: engin\n  Did you mean "engine"?'],
    [["run", "a.yaml", "-o", "tre"], 'Argument: output, Given: "tre"'],
    [["run", "/nowhere/a.yaml"], "/nowhere/a.yaml: there is no such file or folder"],
    [["conform", "/nowhere"], "/nowhere: there is no such folder"],
    [["releases", "--engine", "v9"], 'unknown controller release "v9"'],
  ])("%j is refused with one message", async (args, message) => {
    const { code, out, error } = await runDrydock(...args);
    expect(code).toBe(2);
    expect(error).toContain(message);
    expect(error.trim().split("\n").length).toBeLessThanOrEqual(8);
    expect(out).toBe("");
  });

  it.each([false, true])("calls a bug of its own a bug, with its stack only for whoever debugs (%s)", async (debug) => {
    let told = "";
    const out = () => {
      throw new Error("the pipe is broken");
    };
    const error = (text: string) => {
      told += text;
    };
    expect(await drydock(["releases"], { out, error, colors: pico.createColors(false), debug })).toBe(3);
    expect(told).toContain("This is a bug in drydock: the pipe is broken\n");
    expect(/^\s+at /m.test(told)).toBe(debug);
  });

  it("prints a completion script", async () => {
    expect((await runDrydock("completion")).out).toContain("drydock");
  });

  it("lists releases, all or what is different on one", async () => {
    const all = JSON.parse((await runDrydock("releases", "--json")).out);
    expect(all).toMatchObject({ baseline: "v4.1.2", releases: expect.arrayContaining(["v3.5.7", "v4.1.2"]) });
    const oldest = JSON.parse((await runDrydock("releases", "--json", "--engine", "v3.5.7")).out);
    expect(oldest.differences.length).toBeGreaterThan(0);
    for (const difference of all.differences)
      expect(difference).toEqual(
        expect.objectContaining({
          id: expect.any(String),
          title: expect.any(String),
          affected: expect.any(String),
          doc: expect.any(String),
        }),
      );
    const newest = JSON.parse((await runDrydock("releases", "--json", "--engine", "v4.1.2")).out);
    expect(newest.differences.length).toBeLessThan(oldest.differences.length);
    expect((await runDrydock("releases")).out).toContain(all.differences[0].id);
  });

  it("lists what a run may vary, and what a search usually does", async () => {
    const { choices } = JSON.parse((await runDrydock("choices", "--json")).out);
    expect(choices).toContainEqual(expect.objectContaining({ kind: "action", usual: "terminate, stop" }));
    expect(choices).toContainEqual(expect.not.objectContaining({ kind: "order", usual: "all" }));
    const { out } = await runDrydock("choices");
    for (const { kind, decides } of choices) expect(out).toMatch(new RegExp(`^${kind} +${decides}`, "m"));
  });

  it("lists invariants with why they matter", async () => {
    const { invariants } = JSON.parse((await runDrydock("invariants", "--json")).out);
    expect(invariants.length).toBeGreaterThanOrEqual(8);
    expect((await runDrydock("invariants")).out).toContain(invariants[0].why);
  });
});
