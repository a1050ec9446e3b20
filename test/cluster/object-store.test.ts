import { beforeEach, describe, expect, it } from "vitest";
import { ObjectStore, type StoredObject, type WatchEvent } from "../../src/cluster/api-server/object-store.ts";
import type { ApiResult } from "../../src/engine/model/ports.ts";

interface Box extends StoredObject {
  readonly content: string;
}

let now = 0;
let store: ObjectStore<Box>;
let seen: WatchEvent<Box>[];

beforeEach(() => {
  let version = 0;
  now = 1_234;
  store = new ObjectStore<Box>("ConfigMap", "boxes", { now: () => now, nextVersion: () => ++version });
  seen = [];
  store.watch((event) => seen.push(event));
});

function create(name: string, finalizers?: readonly string[]): Box {
  const metadata = { name, namespace: "default", ...(finalizers && { finalizers }) };
  return stored(store.create({ metadata, content: "old" }));
}

function stored(result: ApiResult<Box>): Box {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

function messageOf(result: ApiResult<unknown>): string {
  return result.ok ? "no error" : `${result.error.code} ${result.error.message}`;
}

describe("creating", () => {
  it("gives identity, version and a time in whole seconds", () => {
    const { metadata } = create("one");
    expect(metadata).toMatchObject({ uid: "uid-one", resourceVersion: 1, creationTimestamp: 1_000 });
    expect(create("two").metadata.resourceVersion).toBe(2);
  });

  it("refuses a name that is taken", () => {
    create("one");
    expect(messageOf(store.create({ metadata: { name: "one", namespace: "default" }, content: "" }))).toBe(
      '409 boxes "one" already exists',
    );
    expect(store.create({ metadata: { name: "one", namespace: "other" }, content: "" }).ok).toBe(true);
  });

  it("gives a name that comes back another uid", () => {
    create("one");
    store.delete("default", "one");
    expect(create("one").metadata.uid).toBe("uid-one-2");
  });
});

describe("updating", () => {
  it("makes a new version and leaves the old object as it was", () => {
    const before = create("one");
    const after = stored(store.update({ ...before, content: "new" }));
    expect(after).toMatchObject({ content: "new", metadata: { uid: "uid-one", resourceVersion: 2 } });
    expect(before).toMatchObject({ content: "old", metadata: { resourceVersion: 1 } });
    expect(store.get("default", "one")).toBe(after);
  });

  it("refuses what is based on an older version, in the words of Kubernetes", () => {
    const before = create("one");
    store.update({ ...before, content: "new" });
    expect(messageOf(store.update({ ...before, content: "other" }))).toBe(
      '409 Operation cannot be fulfilled on boxes "one": the object has been modified; please apply your changes to the latest version and try again',
    );
  });

  it("refuses what is not there", () => {
    const before = create("one");
    store.delete("default", "one");
    expect(messageOf(store.update(before))).toBe('404 boxes "one" not found');
    expect(messageOf(store.modify("default", "one", (box) => box))).toBe('404 boxes "one" not found');
  });

  it("by patch minds no version, and tells watchers that it was one", () => {
    create("one");
    store.modify("default", "one", (box) => ({ ...box, content: "modified" }));
    store.patch("default", "one", (box) => ({ ...box, content: "patched" }));
    expect(seen.map(({ type, object }) => [type, object.content])).toEqual([
      ["added", "old"],
      ["modified", "modified"],
      ["patched", "patched"],
    ]);
  });

  it("with nothing changed writes nothing", () => {
    const before = create("one");
    store.patch("default", "one", (box) => box);
    store.update(before);
    expect(seen).toHaveLength(1);
  });
});

describe("deleting", () => {
  it("takes the object away at once", () => {
    create("one");
    expect(store.delete("default", "one").ok).toBe(true);
    expect(store.get("default", "one")).toBeUndefined();
    expect(seen.at(-1)?.type).toBe("deleted");
    expect(messageOf(store.delete("default", "one"))).toBe('404 boxes "one" not found');
  });

  it("waits until the last finalizer is gone", () => {
    create("one", ["keep"]);
    now = 9_999;
    store.delete("default", "one");
    expect(store.get("default", "one")?.metadata.deletionTimestamp).toBe(9_000);
    store.modify("default", "one", (box) => ({ ...box, metadata: { ...box.metadata, finalizers: [] } }));
    expect(store.get("default", "one")).toBeUndefined();
    expect(seen.map(({ type }) => type)).toEqual(["added", "modified", "modified", "deleted"]);
  });

  it("spares another object of that name", () => {
    create("one");
    expect(messageOf(store.delete("default", "one", "uid-other"))).toMatch(/^409 .*the UID in the precondition/);
    expect(store.delete("default", "one", "uid-one").ok).toBe(true);
  });
});
