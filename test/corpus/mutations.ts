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
  const isOnText = random.boolean(0.3);
  return isOnText ? random.pick(textMutations)(text, random) : mutateStructure(text, random);
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
