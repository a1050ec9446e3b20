/** How sprig changes the case of letters and the form of names (goutils, huandu/xstrings). */
import { asLatin1, encodeUtf8 } from "../go/bytes.ts";
import { isSpace } from "../go/strings.ts";

const LETTER = /^\p{L}$/u;
const UPPER = /^\p{Lu}$/u;
const LOWER = /^\p{Ll}$/u;
const DIGIT = /^\p{N}$/u;
const PUNCTUATION = /^\p{P}$/u;

function isConnector(character: string): boolean {
  return character === "-" || character === "_" || isSpace(character);
}

/** `strings.Title`: a capital after everything that is neither letter, digit nor underscore. */
export function title(text: string): string {
  let previous = " ";
  return Array.from(text, (character) => {
    const isStart = !/^[\p{L}\p{Nd}_]$/u.test(previous);
    previous = character;
    return isStart ? character.toUpperCase() : character;
  }).join("");
}

/** Small first letters of words. */
export function untitle(text: string): string {
  let isStart = true;
  return Array.from(text, (character) => {
    if (isSpace(character)) {
      isStart = true;
      return character;
    }
    const shown = isStart ? character.toLowerCase() : character;
    isStart = false;
    return shown;
  }).join("");
}

/** goutils takes the bytes of a text for its characters. */
function byteCharacters(text: string): string[] {
  return [...asLatin1(encodeUtf8(text))];
}

/** `nospace`. */
export function removeSpaces(text: string): string {
  const characters = byteCharacters(text);
  const kept = characters.filter((character) => !isSpace(character));
  return kept.length === characters.length ? text : kept.join("");
}

/** The first letters of words. */
export function initials(text: string): string {
  let result = "";
  let isStart = true;
  for (const character of byteCharacters(text)) {
    if (isSpace(character)) {
      isStart = true;
    } else if (isStart) {
      result += character;
      isStart = false;
    }
  }
  return result;
}

/** Capitals become small, small letters capital. */
export function swapCase(text: string): string {
  return Array.from(text, (character) => {
    if (UPPER.test(character)) {
      return character.toLowerCase();
    }
    return LOWER.test(character) ? character.toUpperCase() : character;
  }).join("");
}

/** `camelcase`: `some_words` as `SomeWords`; connectors at the start stay. */
export function camelCase(text: string): string {
  const characters = [...text];
  const first = characters.findIndex((character) => !isConnector(character));
  if (first < 0 || first === characters.length - 1) {
    return first < 0 ? text : characters.slice(0, first).join("") + (characters[first] ?? "").toUpperCase();
  }
  let result = characters.slice(0, first).join("");
  let current = characters[first] ?? "";
  let isInCapitals = UPPER.test(current);
  current = current.toUpperCase();
  for (const next of characters.slice(first + 1)) {
    const previous = current;
    current = next;
    if (isConnector(current) && isConnector(previous)) {
      result += previous;
    } else if (isConnector(previous)) {
      isInCapitals = UPPER.test(current);
      current = current.toUpperCase();
    } else {
      if (isInCapitals && UPPER.test(current)) {
        current = current.toLowerCase();
      } else {
        isInCapitals = false;
      }
      result += previous;
    }
  }
  return result + current;
}

type WordKind = "number" | "capitals" | "letters" | "connector" | "punctuation" | "other" | "none";

interface Word {
  readonly kind: WordKind;
  readonly text: string;
}

const NO_WORD: Word = { kind: "none", text: "" };

function kindOf(character: string): WordKind {
  if (isConnector(character)) {
    return "connector";
  }
  if (PUNCTUATION.test(character)) {
    return "punctuation";
  }
  if (UPPER.test(character)) {
    return "capitals";
  }
  if (LETTER.test(character)) {
    return "letters";
  }
  return DIGIT.test(character) ? "number" : "other";
}

class WordReader {
  readonly #characters: readonly string[];
  #position = 0;

  constructor(text: string) {
    this.#characters = [...text];
  }

  get isAtEnd(): boolean {
    return this.#position === this.#characters.length;
  }

  next(): Word {
    const kind = this.#kindAt(0);
    if (kind === "none") {
      return NO_WORD;
    }
    const end = this.#position + (kind === "capitals" ? this.#capitalLength() : this.#runLength(kind));
    const text = this.#characters.slice(this.#position, end).join("");
    this.#position = end;
    return { kind, text };
  }

  /** Kind of a character that has not been read yet. */
  #kindAt(offset: number): WordKind {
    const character = this.#characters[this.#position + offset];
    return character === undefined ? "none" : kindOf(character);
  }

  #runLength(kind: WordKind, from = 1): number {
    let length = from;
    while (this.#kindAt(length) === kind) {
      length++;
    }
    return length;
  }

  /** `Status` is one word, `HTTPStatus` two. */
  #capitalLength(): number {
    const second = this.#kindAt(1);
    if (second !== "capitals") {
      return second === "letters" ? this.#runLength("letters", 2) : 1;
    }
    const length = this.#runLength("capitals", 2);
    return this.#kindAt(length) === "letters" ? length - 1 : length;
  }
}

/** `snakecase` and `kebabcase`: words in small letters with a connector between them. */
export function joinWords(text: string, connector: string): string {
  return new WordJoiner(text, connector).join();
}

class WordJoiner {
  readonly #reader: WordReader;
  readonly #connector: string;
  #word: Word;
  #result = "";

  constructor(text: string, connector: string) {
    this.#reader = new WordReader(text);
    this.#connector = connector;
    this.#word = this.#reader.next();
  }

  join(): string {
    while (!this.#reader.isAtEnd) {
      const last = this.#word;
      if (last.kind !== "connector") {
        this.#write(last);
      }
      this.#word = this.#reader.next();
      this.#joinNext(last);
    }
    this.#write(this.#word);
    return this.#result;
  }

  #write(word: Word): void {
    this.#result += word.kind === "connector" ? this.#connector.repeat([...word.text].length) : word.text.toLowerCase();
  }

  #connectUnless(...kinds: readonly WordKind[]): void {
    if (!kinds.includes(this.#word.kind)) {
      this.#result += this.#connector;
    }
  }

  #joinNext(last: Word): void {
    switch (last.kind) {
      case "number":
        this.#takeLettersAndNumbers();
        this.#connectUnless("none", "punctuation", "connector");
        break;
      case "connector":
        this.#write(last);
        break;
      case "punctuation":
        break;
      default:
        this.#joinAfterLetters();
    }
  }

  /** A number belongs to the word before it, unless small letters follow: `Bld4Floor` is `bld4_floor`. */
  #joinAfterLetters(): void {
    if (this.#word.kind !== "number") {
      this.#connectUnless("connector", "punctuation");
      return;
    }
    if (this.#reader.isAtEnd) {
      return;
    }
    const number = this.#word;
    this.#word = this.#reader.next();
    if (this.#word.kind !== "letters") {
      this.#write(number);
      this.#connectUnless("connector", "punctuation");
      return;
    }
    this.#result += this.#connector;
    this.#write(number);
    this.#takeLettersAndNumbers();
    this.#connectUnless("none", "connector", "punctuation");
  }

  #takeLettersAndNumbers(): void {
    while (this.#word.kind === "letters" || this.#word.kind === "number") {
      this.#write(this.#word);
      this.#word = this.#reader.next();
    }
  }
}
