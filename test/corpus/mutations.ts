import { parseAllDocuments, stringify } from "yaml";
import type { Random } from "../../sim/random.ts";

/** The files of a scenario, by name; the scenario itself is the first. */
export type Files = Readonly<Record<string, string>>;

/** One place of a document: a container, and a key or index in it. */
interface Place {
  readonly container: Record<string, unknown> | unknown[];
  readonly key: string;
}

/** What people, editors and generators leave where a value should be. */
const strangeValues: readonly unknown[] = [
  null,
  true,
  "",
  0,
  -1,
  1.5,
  1e9,
  1e300,
  "10000000",
  "-5s",
  "1h",
  [],
  {},
  [null],
  [[]],
  [{}],
  { name: null },
  "x".repeat(20_000),
  "é\u202e😀\u0007",
  "{{",
  "{{inputs.parameters.",
  "{{item}}",
  "{{=",
  "{{=inputs.parameters}}",
  "{{= 1 / 0 }}",
  "{{=sprig.repeat(1000000, 'x')}}",
  "{{workflow.name}}",
  "{{tasks.a.outputs.result}}",
  "a && (b || ",
  "((((",
  "1 == 1",
  `${"(".repeat(300)}1 == 1${")".repeat(300)}`,
  `{{=${"[".repeat(300)}1${"]".repeat(300)}}}`,
  `${"[".repeat(300)}1${"]".repeat(300)}`,
  Array(1_000).fill("true").join(" && "),
  "{{=toJSON(reduce(1..3000, [#acc], 1))}}",
  "{{=reduce(1..60, #acc + #acc, 'ab')}}",
  "{{=jsonpath('{}', '$..a..b..c')}}",
  "{{=sprig.regexReplaceAll('(a*)*b', 'aaaaaaaaaaaaaaaaaaaaaaaa', '')}}",
  "\u001b[2J\u001b[31mred\n✔ all good\n::error::forged",
  "\ud800",
  "9223372036854775808",
  "2262-04-12T00:00:00Z",
  "* * * * *",
  "@every 1s",
  "__proto__",
  "constructor",
  "toString",
];

/** Changes one of the files a little, or a few times. */
export function mutate(files: Files, random: Random): Files {
  const name = random.pick(Object.keys(files));
  let text = files[name] ?? "";
  const times = random.weighted([
    [1, 6],
    [2, 3],
    [5, 1],
  ]);
  for (let time = 0; time < times; time++) text = mutateText(text, random);
  return { ...files, [name]: text };
}

function mutateText(text: string, random: Random): string {
  const level = random.weighted([
    ["text", 2],
    ["token", 2],
    ["structure", 6],
  ]);
  if (level === "structure") return mutateStructure(text, random);
  return level === "text" ? random.pick(textMutations)(text, random) : mutateToken(text, random);
}

type TextMutation = (text: string, random: Random) => string;

const textMutations: readonly TextMutation[] = [
  function truncate(text, random) {
    return text.slice(0, random.integer(0, text.length));
  },
  function dropLine(text, random) {
    const lines = text.split("\n");
    lines.splice(random.integer(0, lines.length - 1), 1);
    return lines.join("\n");
  },
  function repeatLines(text, random) {
    const lines = text.split("\n");
    const start = random.integer(0, lines.length - 1);
    const end = random.integer(start, Math.min(start + 10, lines.length));
    lines.splice(random.integer(0, lines.length), 0, ...lines.slice(start, end));
    return lines.join("\n");
  },
  function indentLine(text, random) {
    const lines = text.split("\n");
    const index = random.integer(0, lines.length - 1);
    lines[index] = random.boolean() ? `  ${lines[index]}` : (lines[index] ?? "").replace(/^ {2}/, "");
    return lines.join("\n");
  },
  function insertCharacter(text, random) {
    const place = random.integer(0, text.length);
    return text.slice(0, place) + random.pick([..."{}[]:-\"'&*!|>%@`#,?\t\0\n ", "{{", "}}"]) + text.slice(place);
  },
  function dropCharacter(text, random) {
    const place = random.integer(0, text.length);
    return text.slice(0, place) + text.slice(place + 1);
  },
  function repeatDocument(text) {
    return `${text}\n---\n${text}`;
  },
];

/** A word, a number, a quoted text, or a sign. */
const token = /[\w.-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[^\s\w]/g;

/** What has a meaning to YAML, to Go's numbers and durations, or to an expression. */
const strangeTokens: readonly string[] = [
  ..."{}[],:?-&*!|>'\"%@`#".split(""),
  ...["&a", "*a", "<<:", "<<: *a", "!!str", "!!binary", "!!float", "!a", "---", "...", "%YAML 1.1", "~", "null", "yes"],
  ...["0x10", "0o17", "1e400", "-0", ".inf", ".nan", "1_000", "12:30", "2001-12-14", "99999999999999999999", "1h1h"],
  ...["|-\n  text", ">+\n\n", '"\\u001b[31m"', '"\\n::error::x"', "\t", "\ufeff", "\r", "\u0085", "\u2028"],
  ...["{{", "}}", "{{=", "{{item}}", "{{workflow.status}}", "{{inputs.parameters.x}}", "&&", "||", "!", "(", ")"],
  ...["[".repeat(400), "{a: ".repeat(400), "- ".repeat(400), "!".repeat(400), "*".repeat(400)],
];

/** Changes one token of a text: into another of it, into a strange one, or by number. */
function mutateToken(text: string, random: Random): string {
  const tokens = [...text.matchAll(token)];
  if (tokens.length === 0) return text;
  const { 0: old, index } = random.pick(tokens);
  const inPlaceOf = (put: string) => text.slice(0, index) + put + text.slice(index + old.length);
  const kind = random.pick(["other", "strange", "before", "drop", "twice", "number"] as const);
  switch (kind) {
    case "other":
      return inPlaceOf(random.pick(tokens)[0]);
    case "strange":
      return inPlaceOf(random.pick(strangeTokens));
    case "before":
      return inPlaceOf(`${random.pick(strangeTokens)} ${old}`);
    case "drop":
      return inPlaceOf("");
    case "twice":
      return inPlaceOf(`${old} ${old}`);
    case "number":
      return inPlaceOf(
        old.replace(/\d+/, (digits) => random.pick(["0", "-1", `${digits}0`, "1e9", `${digits}.5`, "4294967296"])),
      );
  }
}

/** Changes the documents of a text; what is no YAML stays as it is. */
function mutateStructure(text: string, random: Random): string {
  const documents = readDocuments(text);
  const places = placesIn(documents);
  if (places.length === 0) return text;
  random.pick(structureMutations)(random.pick(places), random, places);
  return documents.map((document) => stringify(document, { aliasDuplicateObjects: false })).join("---\n");
}

function readDocuments(text: string): unknown[] {
  try {
    const documents = parseAllDocuments(text, { logLevel: "silent" });
    return Array.isArray(documents) ? documents.map((document) => document.toJS()) : [];
  } catch {
    return [];
  }
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== "object" || value === null) return [];
  const container = value as Place["container"];
  return Object.entries(container).flatMap(([key, inner]) => [{ container, key }, ...placesIn(inner)]);
}

type StructureMutation = (place: Place, random: Random, places: readonly Place[]) => void;

const structureMutations: readonly StructureMutation[] = [
  function drop({ container, key }) {
    if (Array.isArray(container)) container.splice(Number(key), 1);
    else delete container[key];
  },
  function replace(place, random) {
    write(place, random.pick(strangeValues));
  },
  function copyFromElsewhere(place, random, places) {
    write(place, structuredClone(read(random.pick(places))));
  },
  function copyOfSameField(place, random, places) {
    const alike = places.filter(({ key }) => key === place.key);
    write(place, structuredClone(read(random.pick(alike))));
  },
  function misspell({ container, key }, random) {
    if (Array.isArray(container)) return;
    const place = random.integer(0, key.length);
    container[key.slice(0, place) + key.slice(place + 1)] = container[key];
    delete container[key];
  },
  function rename({ container, key }, random, places) {
    if (Array.isArray(container)) return;
    container[random.pick(places).key] = container[key];
    delete container[key];
  },
  function changeType(place) {
    const value = read(place);
    if (Array.isArray(value)) write(place, { ...value });
    else if (typeof value === "object") write(place, [value]);
    else write(place, typeof value === "string" ? Number(value) || 7 : String(value));
  },
  function repeatOften(place) {
    const { container } = place;
    if (Array.isArray(container)) for (let time = 0; time < 50; time++) container.push(structuredClone(read(place)));
  },
  function nest(place, random) {
    let value = read(place);
    const depth = random.pick([2, 50, 300]);
    for (let level = 0; level < depth; level++) value = random.boolean() ? [value] : { a: value };
    write(place, value);
  },
  function wrapInExpression(place, random) {
    const value = read(place);
    if (typeof value === "string")
      write(place, random.pick([`{{=${value}}}`, `{{${value}}}`, `(${value})`, `{{=string(${value})}}`]));
  },
  function repeatElement(place) {
    const { container } = place;
    if (Array.isArray(container)) container.push(structuredClone(read(place)));
  },
];

function read({ container, key }: Place): unknown {
  return (container as Record<string, unknown>)[key];
}

function write({ container, key }: Place, value: unknown): void {
  (container as Record<string, unknown>)[key] = value;
}
