import { assertEquals } from "@std/assert";
import { ApiError } from "../../kube/mod.ts";
import {
  isForbiddenForNow,
  isLeftToOthers,
  isRefusal,
  POLICY_RETRY_MS,
  refusalOf,
  standingRefusal,
} from "./child_refusals.ts";

const body = { metadata: { name: "lab", namespace: "demo" }, spec: { replicas: 1 } };
const otherBody = { metadata: { name: "lab", namespace: "demo" }, spec: { replicas: 0 } };
const now = new Date("2026-01-01T00:00:00Z");
const inAnHour = new Date("2026-01-01T01:00:00Z");
const unknownField = new ApiError({
  code: 500,
  message:
    "failed to create typed patch object (demo/lab; apps/v1, Kind=StatefulSet): .spec.x: field not declared in schema",
});

Deno.test("a body with a field that the apiserver does not know is a refusal, though the answer is a 500", () => {
  assertEquals(isRefusal(unknownField), true);
  assertEquals(isRefusal(new ApiError({ code: 500, message: "etcdserver: request timed out" })), false);
});

Deno.test("what somebody else has the place of is left to them, and tried again in time; a lost race is no such thing", () => {
  const conflict = (reason: string) =>
    new ApiError({ code: 409, reason: "Conflict", message: "conflict", details: { causes: [{ reason }] } });
  const immutable = new ApiError({
    code: 422,
    message: "data: Forbidden: field is immutable when `immutable` is set",
  });
  for (const error of [conflict("FieldManagerConflict"), immutable]) {
    const refusal = refusalOf(body, error, now);
    assertEquals([isRefusal(error), isLeftToOthers(refusal)], [true, true]);
    assertEquals(refusal.retryAtMs, now.getTime() + POLICY_RETRY_MS);
  }
  assertEquals(isRefusal(conflict("ResourceVersion")), false);
});

Deno.test("what the apiserver cannot take from anybody now is told, and tried again soon", () => {
  const words = [
    'Internal error occurred: failed calling webhook "images.example.org": connection refused',
    "Internal error occurred: failed to allocate a serviceIP: range is full",
  ];
  for (const message of words) {
    const error = new ApiError({ code: 500, message });
    assertEquals([isRefusal(error), refusalOf(body, error, now).retryAtMs], [true, now.getTime() + 30_000]);
  }
});

Deno.test("a right that we lack is told only when it lasts, and is tried again soon", () => {
  const words =
    'statefulsets.apps "lab" is forbidden: User "x" cannot patch resource "statefulsets" in API group "apps"';
  const lacking = new ApiError({ code: 403, message: words });
  const quota = new ApiError({ code: 403, message: 'statefulsets "lab" is forbidden: exceeded quota: small' });
  const inFiveSeconds = new Date(now.getTime() + 5_000);
  assertEquals(isForbiddenForNow(lacking, now.getTime(), now), true);
  assertEquals(isForbiddenForNow(lacking, now.getTime(), inFiveSeconds), false);
  assertEquals(isForbiddenForNow(quota, now.getTime(), now), false);
  assertEquals(refusalOf(body, lacking, now).retryAtMs, now.getTime() + 30_000);
});

Deno.test("what is invalid stands until the body changes; what policy or version refused is tried again", () => {
  const invalid = refusalOf(body, new ApiError({ code: 422, message: "is invalid" }), now);
  assertEquals(standingRefusal(body, invalid, inAnHour), invalid);
  assertEquals(standingRefusal(otherBody, invalid, now), undefined);
  for (const error of [new ApiError({ code: 403, message: "is forbidden" }), unknownField]) {
    const refusal = refusalOf(body, error, now);
    assertEquals(standingRefusal(body, refusal, now), refusal);
    assertEquals(standingRefusal(body, refusal, inAnHour), undefined);
  }
});
