/**
 * Where effects may live: time, timers, fetch, Deno, console and Node's I/O. Everything else is handed what it needs.
 * This list and the mark below are the only two ways in.
 */
const PLACES: readonly RegExp[] = [
  /^(main|dev)\.ts$/,
  /^platform\//,
  /^tools\//,
  /^test\//,
  /(^|\/)run\.ts$/,
  /^kube\/(client|transport)[^/]*(\/|\.ts$)/,
  /^api\/http\//,
  /^ui\/(connection\/|clock|build\.ts|vite\.config\.ts|gen_env\.ts)/,
  /(^|\/)testing\//,
  /_test\.tsx?$/,
];

/** In sandbox/, a file that says so: one of its comments has `Effects:` and what they are. */
const MARK = /^\s*(\/\/|\/?\*).*\bEffects?: \S/m;

/** Whether the file at `path` (from the root, with slashes) and with this text may have effects. */
export function mayHaveEffects(path: string, text: string): boolean {
  if (PLACES.some((place) => place.test(path))) return true;
  return path.startsWith("sandbox/") && MARK.test(text);
}

const ROOT = new URL("../../", import.meta.url).pathname;

/** A linted file's path from the root of the repository. */
export function pathFromRoot(filename: string): string {
  const plain = filename.replaceAll("\\", "/");
  return plain.startsWith(ROOT) ? plain.slice(ROOT.length) : plain.replace(/^\//, "");
}
