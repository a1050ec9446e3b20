import type { Choices } from "../../sim/choice.ts";
import type { RandomStreams } from "../../sim/random.ts";

const orders = ["as listed", "reversed", "shuffled"] as const;

/** The order in which the controller visits the entries of a Go map, which Go leaves open. */
export function chooseOrder<Item>(
  choices: Choices,
  streams: RandomStreams,
  label: string,
  items: readonly Item[],
): readonly Item[] {
  if (items.length < 2) return items;
  switch (orders[choices.choose("order", `order:${label}`, orders)]) {
    case "reversed":
      return items.toReversed();
    case "shuffled":
      return shuffled(streams, items);
    default:
      return items;
  }
}

function shuffled<Item>(streams: RandomStreams, items: readonly Item[]): Item[] {
  const random = streams.stream("map order");
  const rest = [...items];
  const order: Item[] = [];
  while (rest.length > 0) order.push(...rest.splice(random.integer(0, rest.length - 1), 1));
  return order;
}
