import { Document, visit } from "yaml";
import { resolveScalar } from "./yaml-scalar.ts";

/** A YAML text that Kubernetes' readers, and this one, take for exactly this value: `yes` as a text is quoted. */
export function writeYaml(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_key, scalar) {
      const { value: text } = scalar;
      if (typeof text === "string" && (resolveScalar(text) !== text || text === "<<")) scalar.type = "QUOTE_DOUBLE";
    },
  });
  return document.toString({ lineWidth: 120 });
}
