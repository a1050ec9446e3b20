/** Columns of text two spaces apart; numbers are set to the right. The last column is not padded. */
export function textTable(rows: readonly (readonly (string | number)[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, String(cell).length);
  }
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        if (typeof cell === "number") return String(cell).padStart(width);
        // One cell of the last column may be a message of any length, which must not widen all others.
        return column === row.length - 1 ? cell : cell.padEnd(width);
      })
      .join("  ")
      .trimEnd(),
  );
}
