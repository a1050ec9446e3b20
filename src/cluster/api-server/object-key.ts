/** The key of an object in a work queue (`cache.MetaNamespaceKeyFunc`). */
export function objectKey(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}

/** How labels name a pod: by its namespace and the name of its node, which people know it by. */
export function nodeKey(pod: { readonly metadata: { readonly namespace: string }; readonly nodeName: string }): string {
  return objectKey(pod.metadata.namespace, pod.nodeName);
}
