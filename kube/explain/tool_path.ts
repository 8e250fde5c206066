/** Where a notebook's tool is under the tools' origin, ending in `/`, as its route's prefix does. */
export function notebookPath(namespace: string, name: string): string {
  return `/notebook/${namespace}/${name}/`;
}
