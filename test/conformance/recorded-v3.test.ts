import { testRecordedCases } from "./recorded-cases.ts";

testRecordedCases(["v3.5.7", "v3.6.19", "v3.7.18"]);
