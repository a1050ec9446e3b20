/** What of the library needs Node: files on disk, and recordings to compare with. */
export { type CaseOutcome, type CaseResult, conform } from "./conformance/conform.ts";
export { findRecordedCases } from "./conformance/find-recorded-cases.ts";
export type { RecordedCase, RecordedTrace } from "./conformance/recorded-case.ts";
export { readFileFromDisk } from "./scenario/read-file-from-disk.ts";
