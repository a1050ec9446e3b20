import pico from "picocolors";

/** Functions that colour text, or leave it as it is where there are no colours. */
export type Colors = ReturnType<typeof pico.createColors>;

/** No colours at all. */
export const plainColors: Colors = pico.createColors(false);
