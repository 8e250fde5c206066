const SKIPPED = new Set(["node_modules", ".git", ".sandbox", "dist", "out", "docs"]);

/** Paths from the root, with slashes and sorted, of all TypeScript sources of ours below `root`. */
export async function listSources(root = "."): Promise<string[]> {
  const found: string[] = [];
  for await (const path of walk(root, "")) {
    if (/\.tsx?$/.test(path) && !path.endsWith(".d.ts")) found.push(path);
  }
  return found.sort();
}

async function* walk(root: string, prefix: string): AsyncGenerator<string> {
  for await (const entry of Deno.readDir(`${root}/${prefix}`)) {
    if (SKIPPED.has(entry.name)) continue;
    if (entry.isDirectory) yield* walk(root, `${prefix}${entry.name}/`);
    else yield prefix + entry.name;
  }
}
