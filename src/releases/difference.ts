/** A behaviour of some controller releases that the baseline, v4.1.2, does not have. */
export interface Difference {
  /** Stable name, asked for by `Release.has`. */
  readonly id: string;
  /** Number of the upstream issue, when there is one. */
  readonly issue?: number;
  /** Number of the upstream pull request that ended it, when there is one. */
  readonly pr?: number;
  /** One line: what these releases do. */
  readonly title: string;
  /** The releases that behave so, as a semver range. */
  readonly affected: string;
  /** One or two sentences for whoever upgrades. */
  readonly doc: string;
}
