import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { cacheDirectory, findBinaries } from "../controlplane/find_binaries.ts";

/** An environment of its own: `assets`, `bin` and `cache` are empty directories, and the system's PATH has no Go. */
interface Machine {
  assets: string;
  bin: string;
  env: Record<string, string>;
}

async function onMachine(test: (machine: Machine) => Promise<void>): Promise<void> {
  const root = await Deno.makeTempDir();
  const [assets, bin] = [`${root}/assets`, `${root}/bin`];
  for (const each of [assets, bin]) await Deno.mkdir(each);
  for (const each of ["sh", "sleep", "nice", "cat"]) await Deno.symlink(await pathOf(each), `${bin}/${each}`);
  try {
    await test({ assets, bin, env: { KUBEBUILDER_ASSETS: assets, PATH: bin, XDG_CACHE_HOME: `${root}/cache` } });
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

async function pathOf(name: string): Promise<string> {
  const { stdout } = await new Deno.Command("sh", { args: ["-c", `command -v ${name}`] }).output();
  return new TextDecoder().decode(stdout).trim();
}

async function program(directory: string, name: string, says: string): Promise<void> {
  await Deno.mkdir(directory, { recursive: true });
  await Deno.writeTextFile(`${directory}/${name}`, `#!/bin/sh\n${says}\n`, { mode: 0o755 });
}

const scheduler = (version: string) => `echo Kubernetes v${version}`;

Deno.test("each program is found by itself, and what does not fit is passed over with a word", async () => {
  await onMachine(async ({ assets, bin, env }) => {
    await program(assets, "etcd", "echo etcd Version: 3.6.0");
    await program(bin, "etcd", "echo etcd Version: 3.5.0");
    await program(bin, "kube-scheduler", scheduler("1.29.0"));
    await program(cacheDirectory(env), "kube-scheduler", scheduler("1.36.3"));
    await program(cacheDirectory(env), "kube-apiserver", "exit 1");
    const said: string[] = [];
    const names = ["etcd", "kube-scheduler", "kube-apiserver"] as const;
    const { found, missing } = await findBinaries(names, { env, say: (line) => said.push(line) });
    const sources = Object.values(found).map(({ name, version, from }) => [name, version, from]);
    assertEquals(sources, [["etcd", "3.6.0", "KUBEBUILDER_ASSETS"], ["kube-scheduler", "1.36.3", "the cache"]]);
    assertEquals(missing.map((each) => each.name), ["kube-apiserver"]);
    assertStringIncludes(missing[0].why, "there is no Go to build it with");
    assertEquals(said.map((line) => line.slice(line.lastIndexOf("/") + 1)).sort(), [
      "kube-apiserver is passed over: it is not kube-apiserver 1.36",
      "kube-scheduler is passed over: it is not kube-scheduler 1.36",
    ]);
  });
});

Deno.test("a cache that cannot be written is a reason why a program is missing", async () => {
  await onMachine(async ({ bin, env }) => {
    await program(bin, "go", "exit 0");
    const { missing } = await findBinaries(["etcd"], { env: { ...env, XDG_CACHE_HOME: "/dev/null" } });
    assertStringIncludes(missing[0].why, "Cannot build etcd: the cache cannot be written");
  });
});

Deno.test("what Go says when it cannot build is a reason, too", async () => {
  await onMachine(async ({ bin, env }) => {
    await program(bin, "go", 'test "$1" = version || { echo no network; exit 1; }');
    const { missing } = await findBinaries(["etcd"], { env });
    assertStringIncludes(missing[0].why, "Cannot build etcd: go build ended with 1\nno network");
  });
});

Deno.test("a build ends when it is not wanted any more, and leaves nothing half", async () => {
  await onMachine(async ({ bin, env }) => {
    await program(bin, "go", 'test "$1" = version || exec sleep 60');
    const stop = new AbortController();
    const say = () => void setTimeout(() => stop.abort(new Error("stopped")), 200);
    await assertRejects(() => findBinaries(["etcd"], { env, signal: stop.signal, say }), Error, "stopped");
    assertEquals([...Deno.readDirSync(cacheDirectory(env))], []);
  });
});

Deno.test("the cache's directory is absolute, also where the environment is not", () => {
  assert(cacheDirectory({ XDG_CACHE_HOME: "cache" }).startsWith("/"));
  assert(cacheDirectory({}).startsWith("/"));
});
