import type { Artifact, ArtifactLocation } from "../../manifest/types.ts";
import { fail, succeed, type ValueResult } from "../variables/variables.ts";

/** How one store names an artifact, and when it says enough to find it. */
interface Store<L> {
  /** The key; `undefined` when the location is of a kind that has none. */
  readonly key?: (location: L) => string;
  readonly withKey?: (location: L, key: string) => L;
  readonly keyError?: string;
  readonly isComplete: (location: L) => boolean;
}

type Stores = {
  readonly [K in Exclude<keyof ArtifactLocation, "archiveLogs">]-?: Store<NonNullable<ArtifactLocation[K]>>;
};

function pathOf(url: string): string {
  return /^(?:[a-z][a-z\d+.-]*:)?\/\/[^/?#]*([^?#]*)/i.exec(url)?.[1] ?? url;
}

function withPath(url: string, path: string): string {
  const before = pathOf(url);
  return before === "" ? url + path : url.replace(before, path);
}

/** In the order in which upstream looks for a location (`ArtifactLocation.Get`). */
const stores: Stores = {
  artifactory: {
    key: ({ url }) => pathOf(url),
    withKey: (location, key) => ({ ...location, url: withPath(location.url, key) }),
    isComplete: ({ url, usernameSecret }) => !!url && usernameSecret !== undefined,
  },
  azure: {
    key: ({ blob }) => blob,
    withKey: (location, blob) => ({ ...location, blob }),
    isComplete: ({ endpoint, container, blob }) => !!endpoint && !!container && !!blob,
  },
  git: {
    keyError: "key unsupported: git artifact does not have a key",
    isComplete: ({ repo }) => !!repo,
  },
  gcs: {
    key: ({ key }) => key,
    withKey: (location, key) => ({ ...location, key }),
    isComplete: ({ bucket, key }) => !!bucket && !!key,
  },
  hdfs: {
    key: ({ path }) => path,
    withKey: (location, path) => ({ ...location, path }),
    isComplete: ({ addresses }) => (addresses?.length ?? 0) > 0,
  },
  http: {
    key: ({ url }) => pathOf(url),
    withKey: (location, key) => ({ ...location, url: withPath(location.url, key) }),
    isComplete: ({ url }) => !!url,
  },
  oss: {
    key: ({ key }) => key,
    withKey: (location, key) => ({ ...location, key }),
    isComplete: ({ bucket, endpoint, key }) => !!bucket && !!endpoint && !!key,
  },
  raw: {
    keyError: "key unsupported: raw artifat does not have key",
    isComplete: () => true,
  },
  s3: {
    key: ({ key }) => key ?? "",
    withKey: (location, key) => ({ ...location, key }),
    isComplete: ({ endpoint, bucket, key }) => !!endpoint && !!bucket && !!key,
  },
  plugin: {
    key: ({ key }) => key,
    withKey: (location, key) => ({ ...location, key }),
    isComplete: ({ name, configuration, key }) => !!name && !!configuration && !!key,
  },
};

type StoreName = keyof Stores;

const storeNames = Object.keys(stores) as StoreName[];

function storeOf(artifact: ArtifactLocation): { readonly name: StoreName; readonly store: Store<unknown> } | undefined {
  const name = storeNames.find((candidate) => artifact[candidate] !== undefined);
  return name === undefined ? undefined : { name, store: stores[name] as Store<unknown> };
}

/** Whether an artifact says where it lies, or at least under which key (`ArtifactLocation.HasLocationOrKey`). */
export function hasLocationOrKey(artifact: ArtifactLocation): boolean {
  const found = storeOf(artifact);
  if (found === undefined) return false;
  const location = artifact[found.name];
  return found.store.isComplete(location) || !!found.store.key?.(location);
}

/** Whether an artifact says all that is needed to find it (`ArtifactLocation.HasLocation`). */
export function hasLocation(artifact: ArtifactLocation): boolean {
  const found = storeOf(artifact);
  return found?.store.isComplete(artifact[found.name]) === true;
}

/** Joins like Go's `path.Join`: one slash between the parts, `.` and `..` taken away. */
export function joinPath(...parts: readonly string[]): string {
  const joined = parts.filter((part) => part !== "").join("/");
  if (joined === "") return "";
  const isAbsolute = joined.startsWith("/");
  const kept: string[] = [];
  for (const segment of joined.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment !== "..") kept.push(segment);
    else if (kept.length > 0 && kept.at(-1) !== "..") kept.pop();
    else if (!isAbsolute) kept.push(segment);
  }
  const path = kept.join("/");
  return isAbsolute ? `/${path}` : path || ".";
}

/** The artifact one level deeper: `subPath` added to its key (`ArtifactLocation.AppendToKey`). */
export function appendToKey(artifact: Artifact, subPath: string): ValueResult<Artifact> {
  const found = storeOf(artifact);
  if (found === undefined) {
    return fail(
      "artifact storage is not configured; see the docs for setup instructions: https://argo-workflows.readthedocs.io/en/latest/configure-artifact-repository/",
    );
  }
  const { name, store } = found;
  if (store.key === undefined || store.withKey === undefined) return fail(store.keyError ?? "key unsupported");
  const key = joinPath(store.key(artifact[name]), subPath);
  return succeed({ ...artifact, [name]: store.withKey(artifact[name], key) });
}
