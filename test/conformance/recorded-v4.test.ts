import { testRecordedCases } from "./recorded-cases.ts";

testRecordedCases(["v4.0.10", "v4.1.2"]);
