import { formatDiagnostic } from "../../src/manifest/diagnostic.ts";
import { type LoadedScenario, loadScenario } from "../../src/scenario/load-scenario.ts";
import type { ReadFile } from "../../src/scenario/read-file.ts";

/** A workflow of two steps, with an exit handler. */
export const demoManifest = `
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata:
  name: demo
spec:
  entrypoint: main
  onExit: cleanup
  templates:
  - name: main
    steps:
    - - {name: build, template: work}
    - - {name: test, template: work}
  - name: cleanup
    container: {image: busybox, command: [run]}
  - name: work
    container: {image: busybox, command: [run]}
`;

export function readFrom(files: Readonly<Record<string, string>>): ReadFile {
  return (path) => {
    const text = files[path];
    return text === undefined ? { ok: false, error: `${path}: there is no such file` } : { ok: true, text };
  };
}

/** Loads a scenario that plays {@link demoManifest} unless it says otherwise. */
export function loadDemo(scenario: string): LoadedScenario {
  const load = loadScenario(
    "demo.scenario.yaml",
    readFrom({ "demo.scenario.yaml": scenario, "demo.yaml": demoManifest }),
  );
  if (load.scenario === undefined) throw new Error(load.diagnostics.map((one) => formatDiagnostic(one)).join("\n"));
  return load.scenario;
}
