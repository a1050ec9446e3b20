import { type OpenOrder, smallMap } from "../../engine/model/open-order.ts";
import type { ClusterChoices } from "../choice-kinds.ts";

/** Of longer lists that may come in any order, only so many are picked; the rest follows as listed. */
const mostPicked = 12;

/**
 * The order in which the controller visits things where it leaves that open; as listed unless somebody chooses.
 *
 * @param of name of what the things belong to, for the label of the choice
 */
export function chooseOrder<Item>(
  choices: ClusterChoices,
  order: OpenOrder<Item>,
  of: string,
  items: readonly Item[],
): readonly Item[] {
  if (items.length < 2 || !choices.asks("order")) return items;
  const label = `order:${order.what} of ${of}`;
  if (order.goes === "any" || items.length > smallMap) return pickEach(choices, order, label, items);
  const rounds = order.goes === "round" ? roundsOf(items) : roundsByName(order.nameOf, items);
  const options = rounds.map(([first]) => `from ${order.nameOf(first as Item)} on`);
  if (rounds.length > items.length) options[0] = "as listed";
  return rounds[choices.choose("order", label, options)] ?? items;
}

function roundsOf<Item>(items: readonly Item[]): (readonly Item[])[] {
  return items.map((_, first) => beginningAt(items, first));
}

/** The rounds in the order of names; but first the order in which the items are listed, whatever it is. */
function roundsByName<Item>(nameOf: (item: Item) => string, items: readonly Item[]): (readonly Item[])[] {
  const rounds = roundsOf(items.toSorted((left, right) => (nameOf(left) < nameOf(right) ? -1 : 1)));
  return [items, ...rounds.filter((round) => round.some((item, index) => item !== items[index]))];
}

/** Picks one after the other. Whatever is picked, the next in the list comes next unless another is picked again. */
function pickEach<Item>(
  choices: ClusterChoices,
  { nameOf }: OpenOrder<Item>,
  label: string,
  items: readonly Item[],
): readonly Item[] {
  const picked: Item[] = [];
  let rest = items;
  for (let last = ""; rest.length > 1 && picked.length < mostPicked; last = ` after ${nameOf(picked.at(-1) as Item)}`) {
    const chosen = choices.choose("order", `${label}${last}`, rest.map(nameOf));
    const [next, ...others] = beginningAt(rest, chosen);
    picked.push(next as Item);
    rest = others;
  }
  return [...picked, ...rest];
}

function beginningAt<Item>(items: readonly Item[], first: number): readonly Item[] {
  return first === 0 ? items : [...items.slice(first), ...items.slice(0, first)];
}
