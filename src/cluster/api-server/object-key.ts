/** The key of an object in a work queue (`cache.MetaNamespaceKeyFunc`). */
export function objectKey(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}
