/** An error of govaluate, with its message. */
export class GovaluateProblem extends Error {}
