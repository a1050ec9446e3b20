import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 30_000,
    // No test changes what another imports: to load the engine anew for each file would take longer than all of them.
    isolate: false,
    maxWorkers: "100%",
  },
});
