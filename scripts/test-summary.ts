/**
 * Prints `N passed, N failed` from the report of vitest's JSON reporter.
 *
 * Usage: tsx scripts/test-summary.ts REPORT
 */
import { readFileSync } from "node:fs";

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly TestFile[];
}

interface TestFile {
  readonly status: string;
  readonly assertionResults: readonly { readonly status: string }[];
}

/** A file that cannot be loaded has failed although none of its tests has. */
function failedOutsideTests({ status, assertionResults }: TestFile): boolean {
  return status === "failed" && assertionResults.every((test) => test.status !== "failed");
}

function summarize(report: Report): string {
  const failed = report.numFailedTests + report.testResults.filter(failedOutsideTests).length;
  return `${report.numPassedTests} passed, ${failed} failed`;
}

const file = process.argv[2];
if (file === undefined) {
  console.error("usage: tsx scripts/test-summary.ts REPORT");
  process.exitCode = 2;
} else {
  console.log(summarize(JSON.parse(readFileSync(file, "utf8")) as Report));
}
