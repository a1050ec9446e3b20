import { loadScenario } from "../../src/scenario/load-scenario.ts";

/** A terminate while the exit handler runs. */
const scenario = `
name: terminate during an exit handler
workflow:
  apiVersion: argoproj.io/v1alpha1
  kind: Workflow
  metadata: {name: demo}
  spec:
    entrypoint: main
    onExit: notify
    templates:
    - name: main
      container: {image: busybox, command: [run]}
    - name: notify
      container: {image: curl, command: [notify]}
pods:
- {node: demo.onExit, run: 60s}
actions:
- {when: {node: demo.onExit, phase: Running}, after: 5s, do: terminate}
`;

export function foundingStory(text = scenario) {
  const { scenario: loaded, diagnostics } = loadScenario("story.scenario.yaml", (path) =>
    path === "story.scenario.yaml" ? { ok: true, text } : { ok: false, error: `there is no ${path}` },
  );
  if (loaded === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return loaded;
}
