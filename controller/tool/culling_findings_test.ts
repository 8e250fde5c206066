import { assertEquals } from "@std/assert";
import { exampleNotebook } from "../../kube/explain/example_notebook.ts";
import type { CullingStatus } from "../../kube/mod.ts";
import { CullingFindings } from "./culling_findings.ts";

const KEY = "notebooks/team/train";
const IDLE: CullingStatus = { verdict: "idle", reason: "Idle", message: "Idle since yesterday." };
const OFF: CullingStatus = { verdict: "off", reason: "CullingOff", message: "Off." };
const notebook = (uid: string, culling?: CullingStatus) =>
  exampleNotebook({ metadata: { uid }, ...(culling ? { status: { culling } as never } : {}) });

Deno.test("until the first look the status stays as it is, then it says what was found, and nothing where culling is off", () => {
  const findings = new CullingFindings();
  assertEquals(findings.of(KEY, notebook("a", IDLE)), IDLE);
  assertEquals(findings.take(KEY, IDLE, notebook("a", IDLE)), false);
  assertEquals([findings.take(KEY, OFF, notebook("a", IDLE)), findings.of(KEY, notebook("a", IDLE))], [
    true,
    undefined,
  ]);
});

Deno.test("what was found of a notebook is not said of the next one of its name", () => {
  const findings = new CullingFindings();
  findings.take(KEY, IDLE, notebook("a"));
  assertEquals(findings.of(KEY, notebook("b")), undefined);
  assertEquals(findings.take(KEY, IDLE, notebook("b")), true);
  assertEquals(findings.of(KEY, notebook("b")), IDLE);
});
