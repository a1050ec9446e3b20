import type { Choices } from "../../sim/choice.ts";
import { type OpenOrder, smallMap } from "../engine/open-order.ts";

/** Of longer lists that may come in any order, only so many are picked; the rest follows as listed. */
const mostPicked = 12;

/**
 * The order in which the controller visits things where it leaves that open; as listed unless somebody chooses.
 *
 * @param of name of what the things belong to, for the label of the choice
 */
export function chooseOrder<Item>(
  choices: Choices,
  order: OpenOrder<Item>,
  of: string,
  items: readonly Item[],
): readonly Item[] {
  if (items.length < 2 || !choices.asks("order")) return items;
  const label = `order:${order.what} of ${of}`;
  if (order.goes === "round" && items.length <= smallMap) return goRound(choices, order, label, items);
  return pickEach(choices, order, label, items);
}

function goRound<Item>(
  choices: Choices,
  { nameOf }: OpenOrder<Item>,
  label: string,
  items: readonly Item[],
): readonly Item[] {
  const options = items.map((item) => `from ${nameOf(item)} on`);
  return beginningAt(items, choices.choose("order", label, options));
}

/** Picks one after the other. Whatever is picked, the next in the list comes next unless another is picked again. */
function pickEach<Item>(
  choices: Choices,
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
