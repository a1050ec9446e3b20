/** Name of the executor's container. */
export const waitContainer = "wait";
