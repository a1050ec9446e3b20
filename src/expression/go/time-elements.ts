/** The elements of a layout that are numbers, as `2006` and `05`. */
export interface ParseState {
  year: number;
  month: number | undefined;
  day: number | undefined;
  yearDay: number | undefined;
  hour: number;
  minute: number;
  second: number;
  nanosecond: number;
  afternoon: boolean | undefined;
  offsetSeconds: number | undefined;
  zoneName: string | undefined;
}

interface NumberElement {
  readonly pattern: RegExp;
  readonly minimum: number;
  readonly maximum: number;
  readonly name: string;
  readonly store: (state: ParseState, value: number) => void;
}

type NumberField = "year" | "month" | "day" | "yearDay" | "hour" | "minute" | "second";

function setter(field: NumberField): (state: ParseState, value: number) => void {
  return (state, value) => {
    state[field] = value;
  };
}

function setTwoDigitYear(state: ParseState, value: number): void {
  state.year = value >= 69 ? 1900 + value : 2000 + value;
}

const ONE_OR_TWO = /^\d{1,2}/;
const TWO = /^\d{2}/;
const NO_LIMIT = { minimum: 0, maximum: Infinity, name: "" } as const;

const month = { minimum: 1, maximum: 12, name: "month", store: setter("month") };
const day = { ...NO_LIMIT, store: setter("day") };
const yearDay = { ...NO_LIMIT, store: setter("yearDay") };
const hour24 = { minimum: 0, maximum: 23, name: "hour", store: setter("hour") };
const hour12 = { ...hour24, maximum: 12 };
const minute = { minimum: 0, maximum: 59, name: "minute", store: setter("minute") };
const second = { minimum: 0, maximum: 59, name: "second", store: setter("second") };

export const NUMBER_ELEMENTS: Readonly<Record<string, NumberElement>> = {
  "2006": { ...NO_LIMIT, pattern: /^\d{4}/, store: setter("year") },
  "06": { ...NO_LIMIT, pattern: TWO, store: setTwoDigitYear },
  "1": { ...month, pattern: ONE_OR_TWO },
  "01": { ...month, pattern: TWO },
  "2": { ...day, pattern: ONE_OR_TWO },
  _2: { ...day, pattern: /^ ?\d{1,2}/ },
  "02": { ...day, pattern: TWO },
  __2: { ...yearDay, pattern: /^ {0,2}\d{1,3}/ },
  "002": { ...yearDay, pattern: /^\d{3}/ },
  "15": { ...hour24, pattern: ONE_OR_TWO },
  "3": { ...hour12, pattern: ONE_OR_TWO },
  "03": { ...hour12, pattern: TWO },
  "4": { ...minute, pattern: ONE_OR_TWO },
  "04": { ...minute, pattern: TWO },
  "5": { ...second, pattern: ONE_OR_TWO },
  "05": { ...second, pattern: TWO },
};
