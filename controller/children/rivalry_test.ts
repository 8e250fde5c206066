import { assertEquals } from "@std/assert";
import type { KubeObject } from "../../kube/mod.ts";
import { judgeRivalry, type RivalryQuestion, wantedHash } from "./rivalry.ts";

const START = Date.parse("2026-11-23T12:00:00Z");
const at = (seconds: number) => new Date(START + seconds * 1_000);
const timeOf = (seconds: number) => at(seconds).toISOString().replace(".000", "");

function written(ours: number, foreign: number, manager = "notebook-controller"): KubeObject {
  const managedFields = [
    { manager: "atelier-controller", operation: "Apply" as const, time: timeOf(ours) },
    { manager, operation: "Update" as const, time: timeOf(foreign) },
  ];
  return { metadata: { name: "train", managedFields } };
}

const judge = (question: Partial<RivalryQuestion>, seconds: number) =>
  judgeRivalry({ live: written(0, 1), wanted: "a", written: "a", before: undefined, ...question }, at(seconds));

Deno.test("what is undone once is corrected, twice within a minute it is left to the other, until the wish changes", () => {
  const first = judge({}, 1);
  assertEquals([first?.manager, first?.isGivenUp], ["notebook-controller", false]);
  const second = judge({ live: written(1, 2), before: first }, 2);
  assertEquals(second?.isGivenUp, true);
  assertEquals(judge({ live: written(1, 2), before: second }, 3_600)?.isGivenUp, true);
  assertEquals(judge({ live: written(1, 2), before: second, wanted: "b" }, 3_601), undefined);
});

Deno.test("two minutes apart are two accidents", () => {
  const first = judge({}, 1);
  assertEquals(judge({ live: written(1, 121), before: first }, 121)?.isGivenUp, false);
});

Deno.test("who writes in the same second as we is no older", () => {
  assertEquals(judge({ live: written(1, 1) }, 1)?.manager, "notebook-controller");
});

Deno.test("who only removes what we wrote leaves no entry and is a rival all the same", () => {
  assertEquals(judge({ live: written(5, 1) }, 6)?.manager, "Somebody");
});

Deno.test("who scales is named, and who writes the child's own status is not", () => {
  const live = written(0, 1, "kubectl");
  const [ours, foreign] = live.metadata.managedFields!;
  const by = (subresource: string) =>
    judge({ live: { metadata: { ...live.metadata, managedFields: [ours, { ...foreign, subresource }] } } }, 2)?.manager;
  assertEquals([by("scale"), by("status")], ["kubectl", "Somebody"]);
});

Deno.test("no rival: a status that differs by nobody's write, our own first one, or what we want anew", () => {
  const judged = [
    judge({ subresource: "status" }, 1),
    judge({ written: undefined }, 1),
    judge({ written: "before" }, 1),
  ];
  assertEquals(judged, [undefined, undefined, undefined]);
});

Deno.test("a wish is the same whatever the times in it", () => {
  const body = (time: string) => ({ conditions: [{ type: "Ready", lastTransitionTime: time }] });
  assertEquals(wantedHash(1, body("a")), wantedHash(1, body("b")));
  assertEquals(wantedHash(1, body("a")) === wantedHash(2, body("a")), false);
});
