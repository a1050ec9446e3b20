/** Go's strings package where it differs from JavaScript's methods. */

const SPACE = "[\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const ONE_SPACE = new RegExp(`^${SPACE}$`);

/** `unicode.IsSpace`. */
export function isSpace(character: string): boolean {
  return ONE_SPACE.test(character);
}

/** `strings.TrimSpace`. */
export function trimSpace(text: string): string {
  let begin = 0;
  let end = text.length;
  while (begin < end && isSpace(text.charAt(begin))) {
    begin++;
  }
  while (begin < end && isSpace(text.charAt(end - 1))) {
    end--;
  }
  return text.slice(begin, end);
}

/** `strings.Trim`. */
export function trimCharacters(text: string, cutset: string): string {
  const cut = new Set(cutset);
  const characters = [...text];
  const kept = (character: string): boolean => !cut.has(character);
  const first = characters.findIndex(kept);
  return first < 0 ? "" : characters.slice(first, characters.findLastIndex(kept) + 1).join("");
}

/**
 * `strings.SplitN` and `strings.SplitAfterN`.
 *
 * @param limit - at most so many parts, the last being the rest; 0 gives none, below 0 all
 */
export function splitText(text: string, separator: string, limit: number, keepsSeparator = false): string[] {
  if (limit === 0) {
    return [];
  }
  const parts = separator === "" ? [...text] : text.split(separator);
  const glue = separator;
  const count = limit < 0 ? parts.length : Math.min(limit, parts.length);
  const head = parts.slice(0, count - 1);
  const tail = parts.slice(Math.max(count - 1, 0)).join(glue);
  const shown = keepsSeparator ? head.map((part) => part + separator) : head;
  return parts.length === 0 ? [] : [...shown, tail];
}
