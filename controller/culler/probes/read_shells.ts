/** What a look at the processes of a container shows of its terminals. */
export type ShellSight =
  /** So many shells, each waiting at its prompt. */
  | { readonly kind: "quiet"; readonly shells: number }
  | { readonly kind: "busy" }
  | { readonly kind: "unseen"; readonly detail: string };

/** Prints a line for each process of the container, as the kernel writes it. */
export const PROCESSES_COMMAND = ["sh", "-c", "cat /proc/[0-9]*/stat 2>/dev/null; exit 0"];

const SHELLS = /^-?(ba|da|z|k|c|tc|fi)?sh$/;

interface ProcessLine {
  pid: number;
  name: string;
  state: string;
  parent: number;
  session: number;
  terminal: number;
}

/**
 * Reads what PROCESSES_COMMAND printed. A terminal is a session with a terminal of its own; it is quiet while all that is in
 * it is a shell that sleeps and has no child. A program that has taken the shell's place (`exec train`) is busy.
 */
export function readShells(text: string): ShellSight {
  const lines = text.split("\n").filter((line) => line !== "").map(readLine);
  if (lines.length === 0) return { kind: "unseen", detail: "it printed no processes" };
  if (lines.some((each) => each === undefined)) return { kind: "unseen", detail: "its processes cannot be read" };
  const processes = lines as ProcessLine[];
  const leaders = processes.filter((each) => each.terminal !== 0 && each.session === each.pid);
  const isBusy = leaders.some((leader) => {
    const isShell = SHELLS.test(leader.name) && leader.state === "S";
    const others = processes.filter((each) => each.session === leader.pid || each.parent === leader.pid);
    return !isShell || others.some((each) => each.pid !== leader.pid && each.state !== "Z");
  });
  return isBusy ? { kind: "busy" } : { kind: "quiet", shells: leaders.length };
}

/** `pid (name) state parent group session terminal …`; the name may hold spaces and parentheses. */
function readLine(line: string): ProcessLine | undefined {
  const match = /^(\d+) \((.*)\) (\S) (\d+) -?\d+ (\d+) (-?\d+) /.exec(line);
  if (!match) return undefined;
  const [, pid, name, state, parent, session, terminal] = match;
  return {
    ...{ pid: Number(pid), name, state },
    ...{ parent: Number(parent), session: Number(session), terminal: Number(terminal) },
  };
}
