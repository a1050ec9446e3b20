/** sprig's URLs. */
import { GoMap, GoPanic, type GoValue, typeOf } from "../value.ts";
import { define, type SprigTable } from "./define.ts";

const URL_PARTS = /^(?:([A-Za-z][A-Za-z\d+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s;

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function parse(url: string): GoMap {
  const [, scheme = "", authority, rest = "", query = "", fragment = ""] = URL_PARTS.exec(url) ?? [];
  const at = authority?.lastIndexOf("@") ?? -1;
  const host = authority?.slice(at + 1) ?? "";
  // `mailto:someone` has no path but an opaque part.
  const isOpaque = scheme !== "" && authority === undefined && !rest.startsWith("/");
  return GoMap.of([
    ["scheme", scheme.toLowerCase()],
    ["host", host],
    ["hostname", host.replace(/:\d*$/, "").replace(/^\[(.*)\]$/, "$1")],
    ["path", isOpaque ? "" : decode(rest)],
    ["query", query],
    ["opaque", isOpaque ? rest : ""],
    ["fragment", decode(fragment)],
    ["userinfo", at < 0 ? "" : (authority?.slice(0, at) ?? "")],
  ]);
}

function part(dictionary: GoMap, key: string): string {
  const value: GoValue | undefined = dictionary.get(key);
  if (value === undefined) {
    return "";
  }
  if (typeof value !== "string") {
    const kind = typeOf(value)?.kind ?? "invalid";
    throw new GoPanic(`unable to parse ${key} key, must be of type string, but ${kind} found`);
  }
  return value;
}

function join(dictionary: GoMap): string {
  const [scheme, host, path, query, opaque, fragment, userinfo] = [
    "scheme",
    "host",
    "path",
    "query",
    "opaque",
    "fragment",
    "userinfo",
  ].map((key) => part(dictionary, key)) as [string, string, string, string, string, string, string];
  const prefix = scheme === "" ? "" : `${scheme}:`;
  const authority = host === "" && userinfo === "" ? "" : `//${userinfo === "" ? "" : `${userinfo}@`}${host}`;
  const separator = authority !== "" && path !== "" && !path.startsWith("/") ? "/" : "";
  const body = opaque === "" ? authority + separator + encodeURI(path) : opaque;
  return prefix + body + (query === "" ? "" : `?${query}`) + (fragment === "" ? "" : `#${encodeURI(fragment)}`);
}

export const URL_FUNCTIONS: SprigTable = {
  urlParse: define("string -> dict", parse),
  urlJoin: define("dict -> string", join),
};
