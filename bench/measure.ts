/** One way of doing the work that is compared. */
export interface Contender {
  readonly name: string;
  /** Prepares the work, outside the measurement. The result does it, and gives how many operations that was. */
  readonly prepare: () => () => number;
}

export interface Measurement {
  readonly name: string;
  /** Median over the rounds, in operations per CPU second. */
  readonly rate: number;
  /** Rate in relation to the first contender's in the same round; median over the rounds. */
  readonly ratio: number;
}

const warmUpRounds = 2;
const measuredRounds = 9;

/**
 * Measures contenders in turns, so that whatever else the machine does hits all of them alike.
 *
 * CPU time, not wall time: other processes then take nothing away; the threads that collect garbage count.
 */
export function measure(contenders: readonly Contender[]): Measurement[] {
  const rates = contenders.map((): number[] => []);
  for (let round = 0; round < warmUpRounds + measuredRounds; round++) {
    for (const [index, contender] of contenders.entries()) {
      const rate = rateOf(contender);
      if (round >= warmUpRounds) rates[index]?.push(rate);
    }
  }
  const first = rates[0] ?? [];
  return contenders.map(({ name }, index) => {
    const own = rates[index] ?? [];
    return { name, rate: median(own), ratio: median(own.map((rate, round) => rate / (first[round] ?? Number.NaN))) };
  });
}

function rateOf({ prepare }: Contender): number {
  const run = prepare();
  const start = process.cpuUsage();
  const operations = run();
  const { user, system } = process.cpuUsage(start);
  return (operations * 1e6) / (user + system);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
