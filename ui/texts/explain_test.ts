import { assertEquals } from "@std/assert";
import { explain, explainPlain } from "./explain.ts";
import { REASON_CODES } from "./reason_codes.ts";
import { REASONS_EN } from "./reasons_en.ts";
import { plain } from "./sentence.ts";

const now = Date.parse("2026-11-23T14:02:00Z");
const utc = { timeZone: "UTC" };

function explanation(reason: string, parameters: Record<string, string> = {}) {
  return {
    reason,
    message: "The server's words.",
    nextStep: "Do what it says.",
    since: "2026-11-23T09:12:00Z",
    parameters: Object.entries(parameters).map(([name, value]) => ({ name, value })),
  };
}
const text = (reason: string, parameters?: Record<string, string>) =>
  explainPlain(explanation(reason, parameters), now, utc);

Deno.test("every reason has a sentence, and none without one", () => {
  assertEquals(Object.keys(REASONS_EN).sort(), [...REASON_CODES].sort());
});

Deno.test("every sentence is whole, short and calm, also without parameters", () => {
  for (const code of REASON_CODES) {
    const what = plain(explain(explanation(code), now, utc).what);
    const fault = /undefined|null|NaN| {2}|!|please| \.|\(\)/i.test(what) || !what.endsWith(".") || what.length > 90;
    assertEquals([code, what, fault], [code, what, false]);
  }
});

Deno.test("a change that waits for a restart is told beside whatever else is to be done", () => {
  assertEquals(
    text("MachineLost", { pending: "image" }).endsWith("A restart is pending: image changed."),
    true,
    text("MachineLost", { pending: "image" }),
  );
  assertEquals(text("StartingServer", { pending: "size" }), "Starting the server. A restart is pending: size changed.");
});

Deno.test("parameters are put into the sentence", () => {
  assertEquals(text("Ready"), "Ready since 09:12.");
  assertEquals(text("PullingImage"), "Pulling the image.");
  assertEquals(
    text("PullingImage", { done: "31", total: "97", unit: "packages" }),
    "Pulling the image (31 of 97 packages).",
  );
  assertEquals(
    text("Stopped", { by: "alice", at: "2026-11-22T18:04:00Z" }),
    "Stopped by alice, yesterday 18:04. Files are kept.",
  );
  assertEquals(text("Stopping", { by: "alice" }), "Saving and stopping, asked by alice.");
  assertEquals(
    text("OutOfMemory", { limit: "1Gi" }),
    "Ran out of memory (1 GiB). Give it more memory, or load less at once.",
  );
  assertEquals(
    text("PullingImage", { done: "1048576", total: "3145728", unit: "bytes" }),
    "Pulling the image (1 MiB of 3 MiB).",
  );
  assertEquals(
    text("PullingImage", { done: "1", total: "9", unit: "packages", bytes: "1048576" }),
    "Pulling the image (1 of 9 packages, 1 MiB).",
  );
  assertEquals(
    text("CrashLoop", { count: "4", exitCode: "1", part: "lab", at: "2026-11-23T14:01:00Z" }),
    "Crashed 4 times, the last time at 14:01, exit code 1. Look at the end of the log of lab's previous run.",
  );
  assertEquals(text("CrashLoop", { exitCode: "1" }), "Crashed, exit code 1. Look at the previous run's log.");
  assertEquals(
    text("CrashLoop", { count: "2", exitCode: "139", at: "2026-11-20T14:01:00Z" }),
    "Crashed 2 times, the last time on 20 Nov, 14:01: a fault in its memory (exit code 139). Look at the previous run's log.",
  );
  assertEquals(
    text("OutOfMemory", { limit: "1Gi", at: "2026-11-23T14:01:00Z" }),
    "Ran out of memory (1 GiB) at 14:01. Give it more memory, or load less at once.",
  );
  assertEquals(
    text("StoppedAutomatically", {
      evidence: "Idle since 2026-11-22T17:04:00Z, for 1h or more",
      at: "2026-11-22T18:04:00Z",
    }),
    "Stopped automatically, yesterday 18:04: idle since yesterday 17:04, for 1 h or more. Files are kept.",
  );
  assertEquals(
    text("ImageNotFound", { image: "quay.io/a/b:c" }),
    "There is no image quay.io/a/b:c. Choose another image.",
  );
});

Deno.test("amounts are written as people write them", () => {
  assertEquals(
    text("QuotaExceeded", { quota: "team", resource: "CPU", hard: "4", used: "3500m", asked: "1" }),
    "The quota team allows 4 CPU: 3.5 in use, and this asks for 1. Stop something or ask for less.",
  );
  assertEquals(
    text("QuotaExceeded", { quota: "team", resource: "memory", hard: "4Gi", used: "3Gi" }),
    "The quota team allows 4 GiB of memory: 3 GiB in use. Stop something or ask for less.",
  );
  assertEquals(
    text("OverLimit", { resource: "CPU", maximum: "500m", asked: "1" }),
    "At most 0.5 CPU may be had here; it asks for 1. Ask for less.",
  );
});

Deno.test("what had no volume has lost its files by its stop, and is told so", () => {
  assertEquals(
    text("Stopped", { by: "alice", at: "2026-11-23T14:01:00Z", files: "lost" }),
    "Stopped by alice, 14:01. It had no volume: its files are gone.",
  );
});

Deno.test("a reason nobody has told the page of is shown in the server's words", () => {
  assertEquals(text("FromTheFuture"), "The server's words. Do what it says.");
  assertEquals(explain(explanation("FromTheFuture"), now).isServerText, true);
  assertEquals(explain(explanation("constructor"), now).isServerText, true);
});

Deno.test("values are kept apart from text, so that a page can isolate them", () => {
  const { what } = explain(explanation("VolumeNotFound", { volume: "data-1" }), now);
  assertEquals(what, ["No volume is named ", { value: "data-1" }, "."]);
});
