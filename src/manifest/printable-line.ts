/**
 * Characters that act on a terminal, or on how a line is read, in place of being seen: controls (a line break or an
 * escape sequence in a name could forge a verdict), separators of lines and paragraphs, marks that change the direction
 * of the text, and halves of characters.
 */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** GitHub's runner takes a line of this form, or this mark anywhere in a line, for a command to itself. */
const commandLine = /^(\s*):(?=:.*::)/;
const commandMark = /##(?=\[|vso\[)/g;

const shortEscapes: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * A line as it may be shown to people: what names, messages and values hold stays in it and is only seen. The same text
 * again for what is printable already.
 */
export function printableLine(text: string): string {
  return text.replace(unseen, escapeCharacter).replace(commandLine, "$1\\x3a").replace(commandMark, "#\\x23");
}

function escapeCharacter(character: string): string {
  const short = shortEscapes[character];
  if (short !== undefined) return short;
  const code = character.charCodeAt(0).toString(16);
  return code.length <= 2 ? `\\x${code.padStart(2, "0")}` : `\\u${code.padStart(4, "0")}`;
}
