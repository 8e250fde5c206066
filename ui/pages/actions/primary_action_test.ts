import { assertEquals } from "@std/assert";
import type { Notebook, RunState } from "../../data/mod.ts";
import { deleteRefusal, primaryActionOf, restartRefusal, startRefusal, stopRefusal } from "./primary_action.ts";

const yes: Notebook["viewerCan"]["stop"] = { isAllowed: true, reason: null };
const no: Notebook["viewerCan"]["stop"] = { isAllowed: false, reason: "You can only look." };

function notebook(
  state: RunState,
  url: string | null = null,
  can = yes,
): Pick<Notebook, "state" | "url" | "viewerCan"> {
  return { state, url, viewerCan: { connect: can, stop: can, delete: can, readLogs: can, readEvents: can } };
}

Deno.test("a running notebook can be opened once its address is known", () => {
  assertEquals(primaryActionOf(notebook("RUNNING", "/n/"), null), { kind: "connect", url: "/n/" });
  assertEquals(primaryActionOf(notebook("RUNNING"), null).kind, "cannotConnect");
});

Deno.test("a stopped one can be started, a broken one explained, any other says why it cannot be opened", () => {
  const kinds = (["STOPPED", "FAILED", "WAITING", "UNHEALTHY", "STARTING", "DELETING"] as const).map((state) =>
    primaryActionOf(notebook(state), null).kind
  );
  assertEquals(kinds, ["start", "showWhy", "showWhy", "showWhy", "cannotConnect", "cannotConnect"]);
});

Deno.test("who may only look is told so", () => {
  assertEquals(primaryActionOf(notebook("RUNNING", "/n/", no), null), {
    kind: "cannotConnect",
    why: "You can only look.",
  });
  assertEquals(stopRefusal(notebook("RUNNING", "/n/", no), null), no.reason);
  assertEquals(deleteRefusal(notebook("RUNNING", "/n/", no), null), no.reason);
});

Deno.test("while nothing can be done, every action says why", () => {
  const frozen = "There is no connection.";
  assertEquals(primaryActionOf(notebook("RUNNING", "/n/"), frozen), { kind: "cannotConnect", why: frozen });
  assertEquals([startRefusal(notebook("STOPPED"), frozen), stopRefusal(notebook("RUNNING"), frozen)], [frozen, frozen]);
});

Deno.test("stop and start exclude one another, but a stopping one can be started again", () => {
  const can = (state: RunState) => [!stopRefusal(notebook(state), null), !startRefusal(notebook(state), null)];
  assertEquals([can("RUNNING"), can("STOPPED"), can("STOPPING"), can("DELETING")], [
    [true, false],
    [false, true],
    [false, true],
    [false, false],
  ]);
});

Deno.test("what runs can be restarted, what is stopped or restarting not", () => {
  const can = (["RUNNING", "UNHEALTHY", "RESTARTING", "STOPPED"] as const).map((state) =>
    !restartRefusal(notebook(state), null)
  );
  assertEquals(can, [true, true, false, false]);
});
