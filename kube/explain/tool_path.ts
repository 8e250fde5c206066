/** Where a notebook's tool is under the tools' origin, ending in `/`, as its route's prefix does. */
export function notebookPath(namespace: string, name: string): string {
  return `/notebook/${namespace}/${name}/`;
}

/** Where a Tensorboard is under the tools' origin, as `notebookPath`. */
export function tensorboardPath(namespace: string, name: string): string {
  return `/tensorboard/${namespace}/${name}/`;
}

/** Where a PVCViewer is under the tools' origin, as `notebookPath`; slashes at the end of the prefix count for nothing. */
export function viewerPath(basePrefix: string, namespace: string, name: string): string {
  return `${basePrefix.replace(/\/+$/, "")}/${namespace}/${name}/`;
}
