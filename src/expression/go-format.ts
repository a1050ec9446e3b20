/** Go's formatting: `%v` and `%s` of values, `%q`, `Sprintf` of an int, encoding/json. */
export { formatAsString, formatValue as formatGoValue } from "./go/format.ts";
export { escapeJson, marshalJson } from "./go/json.ts";
export { formatFloat } from "./go/number.ts";
export { quote } from "./go/quote.ts";
export { sprintfInt } from "./go/sprintf.ts";
