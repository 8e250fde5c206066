/** Effect: starts, finds and ends the processes of a container. */
import { systemClock } from "../../platform/clock.ts";
import { parseStat } from "../../platform/lineage.ts";

/** A container's process with all that it has started. */
export interface ContainerProcess {
  /** Of the process that we started: the wrapper, where there is one. */
  readonly pid: number;
  readonly output: readonly ReadableStream<Uint8Array<ArrayBuffer>>[];
  /** The exit code, 128 + n where signal n ended it. */
  readonly exited: Promise<number>;
  /** SIGTERM to the tool's process group. */
  terminate(): void;
  /** SIGKILL to everything. */
  kill(): void;
}

/** How processes are started on this machine. */
export interface Launcher {
  /** Absolute path of bubblewrap, where it works. */
  bubblewrap?: string;
  /** Absolute path of setpriv, which ends a process with its parent. */
  setpriv?: string;
}

/** Tries once what this machine can do; `none` does without bubblewrap even where it works. */
export async function probeLauncher(
  isolation: "auto" | "none",
  directories: readonly string[] = ["/usr/bin", "/bin", "/usr/local/bin"],
): Promise<Launcher> {
  const find = async (name: string, args: string[]) => {
    for (const directory of directories) {
      if (await works(`${directory}/${name}`, args)) return `${directory}/${name}`;
    }
  };
  const wrap = ["--unshare-pid", "--unshare-ipc", "--die-with-parent", "--ro-bind", "/", "/", "--proc", "/proc"];
  return {
    bubblewrap: isolation === "none" ? undefined : await find("bwrap", [...wrap, "--dev", "/dev", "--", "/bin/true"]),
    setpriv: await find("setpriv", ["--pdeathsig", "KILL", "--", "/bin/true"]),
  };
}

/** Whether a program is there and succeeds; Deno throws at once, not by the promise, where it is not there. */
async function works(path: string, args: string[]): Promise<boolean> {
  try {
    return (await new Deno.Command(path, { args, stdout: "null", stderr: "null" }).output()).success;
  } catch {
    return false;
  }
}

/** Starts a program in a process group of its own, with nothing of our environment. */
export function startProcess(argv: string[], options: { env: Record<string, string>; cwd?: string }): ContainerProcess {
  const [program, ...args] = argv;
  const pipes = { stdin: "null", stdout: "piped", stderr: "piped" } as const;
  const child = new Deno.Command(program, { args, clearEnv: true, detached: true, ...pipes, ...options }).spawn();
  return {
    pid: child.pid,
    output: [child.stdout, child.stderr],
    exited: child.status.then(({ code }) => code),
    terminate: () => void terminate(child.pid),
    kill: () => killTree(child.pid),
  };
}

/** How long bubblewrap may take until it has started the tool. */
const SETUP_MS = 5_000;

/** Asks the tool to end, once there is one: while bubblewrap makes its namespaces ready, nobody in them would hear it. */
async function terminate(pid: number): Promise<void> {
  for (const end = Date.now() + SETUP_MS; isSettingUp(pid) && Date.now() < end;) await systemClock.sleep(10);
  signalGroup(mainOf(pid), "SIGTERM");
}

function isSettingUp(pid: number): boolean {
  if (!isBubblewrap(pid)) return false;
  const main = mainOf(pid);
  return main === pid || childrenOf(main).length === 0;
}

/** The process and all that descend from it, by `/proc`; only itself where there is none. */
export function processTree(root: number): number[] {
  const children = new Map<number, number[]>();
  try {
    for (const { name } of Deno.readDirSync("/proc")) {
      const stat = /^\d+$/.test(name) ? parseStat(readText(`/proc/${name}/stat`)) : undefined;
      if (stat) children.set(stat.parent, [...children.get(stat.parent) ?? [], stat.pid]);
    }
  } catch {
    return [root];
  }
  const tree = [root];
  for (const pid of tree) tree.push(...children.get(pid) ?? []);
  return tree;
}

/** What identifies a process beyond its pid, which another may get later: when it started, in which boot. */
export function describeProcess(pid: number): string {
  const startTime = readText(`/proc/${pid}/stat`).replace(/^.*\) /s, "").split(" ")[19] ?? "";
  return `${pid} ${readText("/proc/sys/kernel/random/boot_id").trim()} ${startTime}`;
}

/** Ends what is left of a process that `describeProcess` described: itself, or its group where it has ended already. */
export function killDescribed(description: string): void {
  const pid = parseInt(description);
  const now = describeProcess(pid);
  if (description === now || (now.endsWith(" ") && description.startsWith(now))) killTree(pid);
}

/** Ends a process with all that descend from it, and with its group. */
export function killTree(root: number): void {
  for (const pid of processTree(root)) signal(pid, "SIGKILL");
  signalGroup(root, "SIGKILL");
}

/** Below bubblewrap the tool's group is led by the first child; else by the process itself. */
export function mainOf(pid: number): number {
  return isBubblewrap(pid) ? childrenOf(pid)[0] ?? pid : pid;
}

function isBubblewrap(pid: number): boolean {
  return parseStat(readText(`/proc/${pid}/stat`))?.command === "bwrap";
}

function childrenOf(pid: number): number[] {
  return readText(`/proc/${pid}/task/${pid}/children`).split(" ").filter((each) => each !== "").map(Number);
}

function signalGroup(leader: number, name: Deno.Signal): void {
  signal(-leader, name);
}

function signal(pid: number, name: Deno.Signal): void {
  try {
    Deno.kill(pid, name);
  } catch {
    // It has ended already.
  }
}

function readText(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return "";
  }
}
