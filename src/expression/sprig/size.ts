import { GoPanic } from "../value.ts";

/** More than any object of Kubernetes could hold (etcd's limit is 1.5 MB), yet made in an instant. */
const LARGEST = 10_000_000n;

/** Refuses to make what Go would need gigabytes for; the controller would most likely run out of memory. */
export function expectSize(size: bigint): void {
  if (size > LARGEST) {
    throw new GoPanic(`a result of ${size} is too large to be simulated`);
  }
}
