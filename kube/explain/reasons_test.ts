import { assert, assertEquals } from "@std/assert";
import { RUN_STATES } from "../resources/run_state.ts";
import { CULLING_REASONS } from "./culling_reasons.ts";
import { fillPattern, messageOf, placeholdersOf } from "./fill_pattern.ts";
import type { Reason } from "./reason.ts";
import { findReason, REASONS } from "./reasons.ts";

const entries: [string, Reason][] = Object.entries(REASONS);

function patternsOf(reason: Reason): string[] {
  const { pattern, detailedPattern, partialPatterns = [], nextStepPattern } = reason;
  return [pattern, detailedPattern, ...partialPatterns, nextStepPattern].filter((each) => each !== undefined);
}

Deno.test("every placeholder of every pattern is a declared parameter", () => {
  for (const [code, reason] of entries) {
    for (const pattern of patternsOf(reason)) {
      for (const name of placeholdersOf(pattern)) assert(reason.parameters.includes(name), `${code}: {${name}}`);
    }
  }
});

Deno.test("sentences are short, calm, and end with a full stop", () => {
  for (const [code, reason] of entries) {
    for (const pattern of patternsOf(reason)) {
      const values = Object.fromEntries(reason.parameters.map((name) => [name, "train-12"]));
      const sentence = fillPattern(pattern, values);
      assert(sentence.length <= 90, `${code}: ${sentence.length} characters`);
      assert(!/!|please/i.test(pattern), `${code} begs or shouts`);
      assert(pattern.endsWith("."), `${code} has no full stop`);
    }
  }
});

Deno.test("sentences do not use Kubernetes' own words", () => {
  for (const [code, reason] of entries) {
    for (const pattern of patternsOf(reason)) {
      assert(!/\b(pods?|pvcs?|claims?|statefulset|container|namespace|node|kubernetes)\b/i.test(pattern), code);
    }
  }
});

Deno.test("what is said of use does not use them either", () => {
  for (const [code, { pattern }] of Object.entries(CULLING_REASONS)) {
    assert(
      !/\b(pods?|pvcs?|claims?|statefulset|container|namespace|node|annotation|kubernetes)\b/i.test(pattern),
      code,
    );
  }
});

Deno.test("every state has a reason, and what fails says what to do", () => {
  const states = new Set(entries.flatMap(([, reason]) => reason.states));
  assertEquals([...states].sort(), [...RUN_STATES].sort());
  for (const [code, reason] of entries) {
    if (reason.severity === "ERROR") assert(reason.nextStepPattern, `${code} leaves people alone`);
  }
});

Deno.test("the detailed sentence is used only where all its values are known", () => {
  assertEquals(messageOf(REASONS.PullingImage, { image: "a" }), "Pulling the image a.");
  const parameters = { image: "a", done: "31", total: "97", unit: "packages" };
  assertEquals(messageOf(REASONS.PullingImage, parameters), "Pulling the image a (31 of 97 packages).");
});

Deno.test("of a stop is said what is known: by whom, when, or both", () => {
  const [by, at] = ["alice", "2019-09-03T16:30:59Z"];
  assertEquals(messageOf(REASONS.Stopped, { by, at }), "Stopped by alice, 2019-09-03T16:30:59Z. Files are kept.");
  assertEquals(messageOf(REASONS.Stopped, { at }), "Stopped, 2019-09-03T16:30:59Z. Files are kept.");
  assertEquals(messageOf(REASONS.Stopped, { by }), "Stopped by alice. Files are kept.");
  assertEquals(messageOf(REASONS.Stopped, {}), "Stopped. Files are kept.");
  assertEquals(messageOf(REASONS.Stopped, { by, files: "lost" }), "Stopped by alice. Files are lost.");
});

Deno.test("a code from a newer version is no entry, nor is a property of every object", () => {
  assertEquals(findReason("FromTheFuture"), undefined);
  assertEquals(findReason("toString"), undefined);
});
