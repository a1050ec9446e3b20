import type { Invariant } from "../invariant.ts";

export const controllerStaysAlive: Invariant = {
  name: "controller-stays-alive",
  kind: "always",
  why: "The process of the controller serves every workflow of the cluster: one workflow that ends it stops all of them.",
  issues: [14669],
  begin: () => ({
    runEnded: ({ reason, message }) =>
      reason === "controllerCrash" ? [{ workflow: "", nodes: [], message: `the controller crashed: ${message}` }] : [],
  }),
};
