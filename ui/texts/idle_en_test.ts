import { assertEquals } from "@std/assert";
import type { IdleReport } from "../data/documents/mod.ts";
import { evidenceSentence, idleSentence, idleShort } from "./idle_en.ts";
import { plain } from "./sentence.ts";

const now = Date.parse("2026-11-23T16:00:00Z");
const utc = { timeZone: "UTC" };

function report(verdict: IdleReport["verdict"], reason: string, more: Partial<IdleReport> = {}): IdleReport {
  return {
    verdict,
    finding: {
      reason,
      message: "A kernel computes since 2026-11-23T15:00:00Z.",
      parameters: [{ name: "idleTime", value: "1d3h" }],
    },
    lastActivityAt: "2026-11-23T15:00:00Z",
    stopsAt: "2026-11-24T18:00:00Z",
    keepUntil: null,
    keepUntilMax: null,
    keepAtMost: "P3D",
    notes: [],
    evidence: [],
    ...more,
  };
}
const short = (of: IdleReport) => {
  const sentence = idleShort(of, now, utc);
  return sentence && plain(sentence);
};

Deno.test("a row says since when it is idle and when it stops", () => {
  assertEquals(short(report("IDLE", "Idle")), "Idle since 15:00, stops tomorrow 18:00.");
  assertEquals(
    short(report("IDLE", "Idle", { stopsAt: "2026-11-23T18:00:00Z" })),
    "Idle since 15:00, stops at 18:00.",
  );
  assertEquals(short(report("KEEP", "KeptUntil")), "Idle since 15:00, kept until tomorrow 18:00.");
  assertEquals(short(report("CULL", "IdleTooLong")), "Idle since 15:00; stops now.");
});

Deno.test("a row says nothing of what is in use, or of what nobody knows", () => {
  assertEquals(short(report("KEEP", "KernelBusy", { lastActivityAt: null, stopsAt: null })), null);
  assertEquals(short(report("UNKNOWN", "Unreachable")), null);
});

Deno.test("the details say by which rule it stops, and all else in the server's words with the reader's times", () => {
  assertEquals(
    plain(idleSentence(report("WARN", "IdleSoonOver"), now, utc)),
    "Idle since 15:00, and stops tomorrow 18:00 unless it is used: 1 day 3 h without use is the limit.",
  );
  assertEquals(plain(idleSentence(report("KEEP", "KernelBusy"), now, utc)), "A kernel computes since 15:00.");
});

Deno.test("evidence says when it was last used in the reader's time", () => {
  const seen = { source: "x", message: "Last used at 2026-11-23T15:00:00Z.", lastActivityAt: "2026-11-23T15:00:00Z" };
  assertEquals(evidenceSentence({ ...seen, says: "IDLE_SINCE" }, now, utc), "Last used 15:00.");
  assertEquals(evidenceSentence({ ...seen, says: "NONE", message: "Nothing is open." }, now, utc), "Nothing is open.");
});

Deno.test("what is deleted for being idle is not said to stop", () => {
  const finding = {
    ...report("WARN", "IdleSoonOver").finding,
    parameters: [{ name: "idleTime", value: "1h" }, { name: "act", value: "is deleted" }],
  };
  const soon = report("WARN", "IdleSoonOver", { finding: { ...finding, reason: "IdleSoonOver" } });
  assertEquals(short(soon), "Idle since 15:00, is deleted tomorrow 18:00.");
  assertEquals(short({ ...soon, verdict: "CULL" }), "Idle since 15:00; is deleted now.");
  const says = (act?: "closes") => plain(idleSentence(soon, now, act ? { ...utc, act } : utc));
  assertEquals(
    says(),
    "Idle since 15:00, and is deleted tomorrow 18:00 unless it is used: 1 h without use is the limit.",
  );
  assertEquals(
    says("closes"),
    "Idle since 15:00, and closes tomorrow 18:00 unless it is used: 1 h without use is the limit.",
  );
});
