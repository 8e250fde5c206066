import { assertEquals } from "@std/assert";
import { FakeClock } from "../../../platform/fake_clock.ts";
import type { Evidence } from "../evidence.ts";
import { EXAMPLE_NOW, minutesAgo } from "../example_culling.ts";
import { instantOf } from "../instant.ts";
import { type JupyterProbe, probeJupyter } from "./jupyter_probe.ts";

const NOW = EXAMPLE_NOW.getTime();
const ago = (minutes: number) => instantOf(minutesAgo(minutes));
const kernel = (execution_state: string, minutes: number, connections = 0) => ({
  ...{ id: "a", name: "python3", execution_state, last_activity: ago(minutes), connections },
});
const terminal = (minutes: number, name = "1") => ({ name, last_activity: ago(minutes) });

interface Server {
  kernels?: unknown;
  terminals?: unknown;
  status?: unknown;
}

/** A server that rests since two hours, with what differs; a Response is answered as it is. */
async function probe(server: Server, differs: Partial<JupyterProbe> = {}): Promise<Evidence[]> {
  const resting: Server = {
    kernels: [kernel("idle", 120)],
    terminals: [],
    status: { started: ago(600), last_activity: ago(90), kernels: 1, connections: 0 },
    ...server,
  };
  const get = (path: string) => {
    const url = new URL(path, "http://tool/");
    assertEquals(url.searchParams.get("no_track_activity"), "1", "our own question would be the activity");
    const answer = resting[url.pathname.slice("/api/".length) as keyof Server];
    return Promise.resolve(answer instanceof Response ? answer : Response.json(answer));
  };
  const base = { get, clock: new FakeClock(EXAMPLE_NOW), connections: "count", recentMs: 120_000 } as const;
  return await probeJupyter({ ...base, whenTerminalsForbidden: "unknown", ...differs }, new AbortController().signal);
}

/** Kind, then the reason, the cause or the minutes since the last activity, for terminals, kernels and status. */
const said = (evidence: Evidence[]) =>
  evidence.map((each) => {
    if (each.kind === "active") return [each.kind, each.reason];
    if (each.kind === "unknown") return [each.kind, each.cause];
    return each.kind === "none" ? [each.kind] : [each.kind, (NOW - each.at) / 60_000];
  });
const status = (code: number) => new Response("no", { status: code });

Deno.test("a closed lid: no page, a resting kernel and no terminal are idle since the latest of them", async () => {
  assertEquals(said(await probe({})), [["none"], ["idle-since", 120], ["idle-since", 90]]);
});

Deno.test("a busy kernel is in use however long it has been silent", async () => {
  const [, kernels] = said(await probe({ kernels: [kernel("idle", 1), kernel("busy", 5_000)] }));
  assertEquals(kernels, ["active", "KernelBusy"]);
});

Deno.test("of a state that a tool makes up the status says only the beginning", async () => {
  const [, kernels] = await probe({ kernels: [kernel("x".repeat(60_000), 5)] });
  assertEquals([kernels.kind, kernels.parameters?.state.length], ["unknown", 50]);
});

Deno.test("a kernel that is neither busy nor idle is unknown", async () => {
  assertEquals(said(await probe({ kernels: [kernel("starting", 300)] }))[1], ["unknown", "KernelUnclear"]);
  assertEquals(said(await probe({ kernels: [kernel("dead", 300)] }))[1], ["idle-since", 300]);
});

Deno.test("a tab left open over the weekend counts as use", async () => {
  const open = {
    kernels: [kernel("idle", 3_000, 1)],
    status: { started: ago(9_000), last_activity: ago(0), connections: 1 },
  };
  assertEquals(said(await probe(open)).slice(1), [["active", "ConnectionOpen"], ["active", "ConnectionOpen"]]);
});

Deno.test("a tab left open over the weekend does not count where the admin ignores connections", async () => {
  // A page that nobody sees has stopped asking.
  const open = {
    kernels: [kernel("idle", 3_000, 1)],
    status: { started: ago(9_000), last_activity: ago(2_990), connections: 1 },
  };
  assertEquals(said(await probe(open, { connections: "ignore" })), [["none"], ["idle-since", 3_000], [
    "idle-since",
    2_990,
  ]]);
});

Deno.test("an editor in use without a kernel is in use, where the admin ignores connections too", async () => {
  const open = { kernels: [], status: { started: ago(9_000), last_activity: ago(1), connections: 0 } };
  for (const connections of ["count", "ignore"] as const) {
    assertEquals(said(await probe(open, { connections })), [["none"], ["none"], ["active", "Traffic"]]);
  }
  const beside = { ...open, kernels: [kernel("idle", 3_000, 1)] };
  assertEquals(said(await probe(beside, { connections: "ignore" })).at(-1), ["active", "Traffic"]);
});

Deno.test("a page that was closed, or is out of sight, is idle since its last request", async () => {
  const open = { kernels: [], status: { started: ago(9_000), last_activity: ago(3), connections: 0 } };
  assertEquals(said(await probe(open)), [["none"], ["none"], ["idle-since", 3]]);
});

Deno.test("a terminal that printed something lately is in use", async () => {
  assertEquals(said(await probe({ terminals: [terminal(500), terminal(1)] }))[0], ["active", "TerminalBusy"]);
});

Deno.test("a silent job in a terminal is unknown, never idle", async () => {
  const [evidence] = await probe({ terminals: [terminal(500)] });
  assertEquals(said([evidence]), [["unknown", "TerminalSilent"]]);
});

Deno.test("a silent terminal whose shell has no child is idle, where the admin allows a look", async () => {
  const quiet = { seeShells: () => Promise.resolve({ kind: "quiet" as const, shells: 1 }) };
  assertEquals(said(await probe({ terminals: [terminal(500)] }, quiet))[0], ["idle-since", 500]);
  const two = [terminal(500), terminal(600, "2")];
  assertEquals(said(await probe({ terminals: two }, quiet))[0], ["unknown", "TerminalSilent"]);
});

Deno.test("a silent job that the look at processes shows is in use", async () => {
  const busy = { seeShells: () => Promise.resolve({ kind: "busy" as const }) };
  assertEquals(said(await probe({ terminals: [terminal(500)] }, busy))[0], ["active", "TerminalBusy"]);
});

Deno.test("a look at the processes that fails leaves a silent terminal unknown", async () => {
  const unseen = { seeShells: () => Promise.resolve({ kind: "unseen" as const, detail: "no sh" }) };
  assertEquals(said(await probe({ terminals: [terminal(500)] }, unseen))[0], ["unknown", "CommandFailed"]);
});

Deno.test("a server without terminals has none", async () => {
  assertEquals(said(await probe({ terminals: status(404) }))[0], ["none"]);
});

Deno.test("terminals that may not be asked for are unknown", async () => {
  const forbidden = () => ({ terminals: status(403), status: status(403) });
  assertEquals(said(await probe(forbidden())), [
    ["unknown", "TerminalsForbidden"],
    ["idle-since", 120],
    ["unknown", "Forbidden"],
  ]);
});

Deno.test("an admin may go by kernels alone where terminals may not be asked for", async () => {
  const forbidden = () => ({ terminals: status(403), status: status(403) });
  const ignore = { whenTerminalsForbidden: "ignore" } as const;
  assertEquals(said(await probe(forbidden(), ignore)), [["none"], ["idle-since", 120], ["none"]]);
  const kernels = await probe({ ...forbidden(), kernels: status(403) }, ignore);
  assertEquals(said(kernels)[1], ["unknown", "Forbidden"]);
  assertEquals(said(await probe({ terminals: status(500) }, ignore))[0], ["unknown", "UnexpectedStatus"]);
});

Deno.test("answers that cannot be read are unknown", async () => {
  for (
    const kernels of ["<html>", { kernels: [] }, [{ execution_state: "idle" }], [{
      ...kernel("idle", 1),
      last_activity: "2026-11-23T10:00:00",
    }]]
  ) {
    const answer = typeof kernels === "string" ? new Response(kernels) : kernels;
    assertEquals(said(await probe({ kernels: answer }))[1], ["unknown", "Malformed"], JSON.stringify(kernels));
  }
  assertEquals(said(await probe({ kernels: status(404), status: status(404) })).slice(1), [
    ["unknown", "Malformed"],
    ["unknown", "Malformed"],
  ]);
});
