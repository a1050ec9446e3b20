import { type Diagnostic, diagnosticLines } from "../manifest/diagnostic.ts";
import type { Terminal } from "./terminal.ts";

/** Nobody reads more of one severity about one file and its manifests. */
const mostPrinted = 20;

/** Prints what is told about a file: the first of the errors and of the warnings, and how many more there are. */
export function printDiagnostics(
  diagnostics: readonly Diagnostic<string>[],
  texts: ReadonlyMap<string, string>,
  { error }: Pick<Terminal, "error">,
): void {
  const printed = { error: 0, warning: 0 };
  for (const diagnostic of diagnostics) {
    if (printed[diagnostic.severity]++ >= mostPrinted) continue;
    error(diagnosticLines(diagnostic, texts.get(diagnostic.source.file)));
  }
  const more = (["error", "warning"] as const).flatMap((severity) => {
    const number = printed[severity] - mostPrinted;
    return number > 0 ? [`${number} more ${severity}${number === 1 ? "" : "s"}`] : [];
  });
  if (more.length > 0) error([`... and ${more.join(", ")}`]);
}
