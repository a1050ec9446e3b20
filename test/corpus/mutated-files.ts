import { Random } from "../../sim/random.ts";
import { type Files, mutate } from "./mutations.ts";
import { scenariosBelow, sources } from "./sources.ts";

/** The mutated inputs of a seed, by number: from the catalogue, and from the files below folders. */
export function mutatedInputs(folders: readonly string[]): (seed: string, index: number) => Files {
  const inputs = [...sources, ...folders.flatMap(scenariosBelow)];
  return (seed, index) => {
    const random = new Random(`${seed}:${index}`);
    return mutate(random.pick(inputs), random);
  };
}
