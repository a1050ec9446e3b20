/** What one benchmark has to show. */
export interface Table {
  readonly title: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Prints a table with the first column to the left and the others to the right. */
export function printTable({ title, header, rows }: Table): void {
  const lines = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  console.log(title);
  for (const line of lines) {
    const cells = line.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    console.log(`  ${cells.join("  ")}`);
  }
  console.log();
}

/** A rate to three digits: `4.27 M/s`, `12.3 k/s`, `981 /s`. */
export function formatRate(rate: number): string {
  if (rate >= 1e6) return `${(rate / 1e6).toPrecision(3)} M/s`;
  if (rate >= 1e3) return `${(rate / 1e3).toPrecision(3)} k/s`;
  return `${rate.toPrecision(3)} /s`;
}

/** A ratio as a percentage below 2, as a factor above. */
export function formatRatio(ratio: number): string {
  return ratio < 2 ? `${Math.round(ratio * 100)} %` : `${Math.round(ratio * 10) / 10} x`;
}
