/** Functions of sprig that make keys, certificates and look-ups: a simulation has no use for them. */
import { GoPanic } from "../value.ts";
import { define, type SprigTable } from "./define.ts";

const SIGNATURES: Readonly<Record<string, string>> = {
  bcrypt: "string -> string",
  htpasswd: "string, string -> string",
  genPrivateKey: "string -> string",
  derivePassword: "uint32, string, string, string, string -> string",
  buildCustomCert: "string, string -> any +error",
  genCA: "string, int -> any +error",
  genCAWithKey: "string, int, string -> any +error",
  genSelfSignedCert: "string, list, list, int -> any +error",
  genSelfSignedCertWithKey: "string, list, list, int, string -> any +error",
  genSignedCert: "string, list, list, int, any -> any +error",
  genSignedCertWithKey: "string, list, list, int, any, string -> any +error",
  encryptAES: "string, string -> string +error",
  decryptAES: "string, string -> string +error",
  getHostByName: "string -> string",
  semver: "string -> any +error",
};

export const UNSUPPORTED_FUNCTIONS: SprigTable = Object.fromEntries(
  Object.entries(SIGNATURES).map(([name, signature]) => [
    name,
    define(signature, () => {
      throw new GoPanic(`sprig.${name} is not simulated`);
    }),
  ]),
);
