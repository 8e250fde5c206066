import { assertEquals } from "@std/assert";
import type { RunState, Volume } from "../../data/mod.ts";
import { browseActionOf, closeRefusal, deleteRefusal, filesWord } from "./file_browser.ts";

const yes: Volume["viewerCan"]["browse"] = { isAllowed: true, reason: null };
const no: Volume["viewerCan"]["browse"] = { isAllowed: false, reason: "You can only look." };

type Browsed = Parameters<typeof browseActionOf>[0];

function volume(browser: RunState | null, more: Partial<Browsed> = {}, url: string | null = null): Browsed {
  const explanation = {} as Volume["explanation"];
  const fileBrowser = browser && { state: browser, url, explanation, lastStop: null, idle: null };
  return { state: "READY", fileBrowser, usedBy: [], viewerCan: { browse: yes, delete: yes }, ...more };
}

Deno.test("Browse opens, waits, or goes to what is open", () => {
  assertEquals(browseActionOf(volume(null), null), { kind: "open" });
  assertEquals(browseActionOf(volume("STOPPED"), null), { kind: "open" });
  assertEquals(browseActionOf(volume("STARTING"), null), { kind: "wait" });
  assertEquals(browseActionOf(volume("RUNNING"), null), { kind: "wait" });
  assertEquals(browseActionOf(volume("RUNNING", {}, "/v/"), null), { kind: "go", url: "/v/" });
});

Deno.test("what has no files, or may not be seen, says why", () => {
  const why = (each: Browsed, frozen: string | null = null) => {
    const action = browseActionOf(each, frozen);
    return action.kind === "refused" ? action.why : action.kind;
  };
  assertEquals(why(volume(null, { viewerCan: { browse: no, delete: no } })), no.reason);
  assertEquals(why(volume(null, { state: "LOST" })), "It has no files yet.");
  assertEquals(why(volume("RUNNING", {}, "/v/"), "There is no connection."), "There is no connection.");
  assertEquals(why(volume(null, { state: "WAITING_FOR_FIRST_USE" })), "open");
});

Deno.test("the list says whether a file browser is open", () => {
  const states = [null, "STARTING", "RUNNING", "FAILED", "STOPPING"] as const;
  assertEquals(states.map((state) => filesWord(volume(state))), ["closed", "opening", "open", "failed", "closed"]);
  assertEquals([closeRefusal(volume(null), null), closeRefusal(volume("RUNNING"), null)], [
    "No file browser is open.",
    null,
  ]);
});

Deno.test("a volume in use is not deleted, and its users are named; our own file browser is none", () => {
  const usedBy = [{ kind: "Notebook", name: "train", isRunning: true, node: null, readOnly: false }];
  assertEquals(deleteRefusal(volume(null, { usedBy }), null), "In use by train.");
  assertEquals(deleteRefusal(volume("RUNNING"), null), null);
  assertEquals(deleteRefusal(volume(null, { viewerCan: { browse: yes, delete: no } }), null), no.reason);
});
