/**
 * In which order things happen that fall at the same instant: the world goes on, what happened is seen, and only then
 * the controller acts on it.
 */
export const eventPriority = {
  /** Looks whether the run is over. */
  poll: 0,
  /** Kubelets, executors and agents. */
  cluster: 10,
  /** What people do. */
  people: 20,
  /** Watch events reach the controller. */
  delivery: 30,
  /** Delays of the controller's queues run out. */
  queue: 40,
  /** The controller's workers take something from their queue. */
  controller: 50,
  /** What falls on this instant, and by choice comes after the controller has acted. */
  late: 60,
} as const;
