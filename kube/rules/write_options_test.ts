import { assertEquals, assertThrows } from "@std/assert";
import { ApiError } from "../errors.ts";
import { readDeleteOptions, refuseWriteOptions } from "./write_options.ts";

const query = (text: string) => new URLSearchParams(text);

Deno.test("refuseWriteOptions() names each option that makes no sense", () => {
  const fieldsOf = (text: string, isApply = false) =>
    assertThrows(() => refuseWriteOptions(query(text), "patch", isApply), ApiError).status.details?.causes?.map((
      each,
    ) => each.field);
  assertEquals(fieldsOf("dryRun=Some&fieldValidation=Odd&force=true"), ["dryRun", "fieldValidation", "force"]);
  assertEquals(fieldsOf(`fieldManager=${"x".repeat(129)}`), ["fieldManager"]);
  assertEquals(fieldsOf("", true), ["fieldManager"]);
  refuseWriteOptions(query("dryRun=All&fieldManager=x&force=true&fieldValidation=Strict"), "patch", true);
});

Deno.test("readDeleteOptions() reads the body, or without one the query", () => {
  const body = { propagationPolicy: "Foreground", gracePeriodSeconds: 0, dryRun: ["All"] };
  const read = { propagationPolicy: "Foreground", gracePeriodSeconds: 0, preconditions: undefined, isDryRun: true };
  assertEquals(readDeleteOptions(body, query("propagationPolicy=Orphan")), read);
  assertEquals(readDeleteOptions({}, query("propagationPolicy=Foreground&gracePeriodSeconds=0&dryRun=All")), read);
  assertEquals(readDeleteOptions({ orphanDependents: true }, query("")).propagationPolicy, "Orphan");
  assertEquals(readDeleteOptions({ orphanDependents: false }, query("")).propagationPolicy, "Background");
});

Deno.test("readDeleteOptions() refuses what makes no sense", () => {
  const codeOf = (body: Record<string, unknown>) =>
    assertThrows(() => readDeleteOptions(body, query("")), ApiError).code;
  assertEquals(codeOf({ gracePeriodSeconds: "x" }), 400);
  assertEquals(codeOf({ propagationPolicy: "Odd" }), 422);
  assertEquals(codeOf({ propagationPolicy: "Orphan", orphanDependents: true }), 422);
});
