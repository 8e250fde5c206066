import { assertEquals } from "@std/assert";
import type { UntypedObject } from "../object.ts";
import { readToken, type TokenReading } from "./token_reading.ts";
import { answerTokenRequest } from "./token_request.ts";
import { makeTokenKeyPem, readTokenKey, signToken } from "./token_signature.ts";

const PEM = makeTokenKeyPem();
const KEY = readTokenKey(PEM);
const START = new Date("2026-01-01T00:00:00Z");
const after = (seconds: number) => new Date(START.getTime() + seconds * 1000);
const ACCOUNT: UntypedObject = { metadata: { name: "reader", namespace: "demo", uid: "account-uid" } };
const POD: UntypedObject = {
  metadata: { name: "p", namespace: "demo", uid: "pod-uid" },
  spec: { serviceAccountName: "reader", nodeName: "node" },
};
const NODE: UntypedObject = { metadata: { name: "node", uid: "node-uid" } };

/** A token of an hour for the world as it is at the start. */
function issue(boundObjectRef?: unknown): string {
  const request = { metadata: {} as UntypedObject["metadata"], spec: { boundObjectRef } };
  const find = (kind: string) => kind === "Pod" ? POD : NODE;
  const answer = answerTokenRequest(request, ACCOUNT, { key: KEY, now: START, find });
  return (answer.status as { token: string }).token;
}
const issueForPod = () => issue({ apiVersion: "v1", kind: "Pod", name: "p" });

function read(token: string, { at = 0, account = ACCOUNT, pod = POD as UntypedObject | undefined, key = KEY } = {}) {
  return readToken(token, { key, now: after(at), find: (kind) => kind === "Pod" ? pod : account });
}
const why = (reading: TokenReading) => reading.kind === "refused" ? reading.why : reading.kind;
const deletedAt = (object: UntypedObject, seconds: number): UntypedObject => ({
  ...object,
  metadata: { ...object.metadata, deletionTimestamp: after(seconds).toISOString() },
});

Deno.test("a token holds for its time and a minute more, since clocks differ", () => {
  const token = issue();
  assertEquals(why(read(token, { at: 3_659 })), "holder");
  assertEquals(why(read(token, { at: 3_661 })), "[invalid bearer token, service account token has expired]");
  assertEquals(why(read(token, { at: -59 })), "holder");
  assertEquals(why(read(token, { at: -61 })), "[invalid bearer token, service account token is not valid yet]");
});

Deno.test("a token holds a minute longer than its pod's or its ServiceAccount's deletionTimestamp", () => {
  const token = issueForPod();
  const pod = deletedAt(POD, 30);
  assertEquals(why(read(token, { pod, at: 89 })), "holder");
  const ended = "[invalid bearer token, service account token has been invalidated]";
  assertEquals(why(read(token, { pod, at: 91 })), ended);
  const account = deletedAt(ACCOUNT, 30);
  assertEquals(
    why(read(token, { account, at: 91 })),
    "[invalid bearer token, service account demo/reader has been deleted]",
  );
});

Deno.test("a bound token tells its pod and its node", () => {
  const reading = read(issueForPod());
  const extra = reading.kind === "holder" ? reading.user.extra ?? {} : {};
  const told = Object.fromEntries(
    Object.entries(extra).map(([name, [value]]) => [name.replace("authentication.kubernetes.io/", ""), value]),
  );
  const { "credential-id": _, ...rest } = told;
  assertEquals(rest, { "node-name": "node", "node-uid": "node-uid", "pod-name": "p", "pod-uid": "pod-uid" });
});

Deno.test("a token is known by the key that signed it, read again from its text, and by no other", () => {
  assertEquals(why(read(issue(), { key: readTokenKey(PEM) })), "holder");
  assertEquals(
    why(read(issue(), { key: readTokenKey(makeTokenKeyPem()) })),
    "[invalid bearer token, go-jose/go-jose: error in cryptographic primitive]",
  );
});

Deno.test("what is no token of this issuer is refused, whatever its form", () => {
  const foreign = signToken({ iss: "https://elsewhere.example" }, KEY);
  for (const token of ["", "a.b", "a.b.c", "..", `${btoa("{}")}.${btoa("null")}.x`, foreign]) {
    assertEquals(why(read(token)), "invalid bearer token");
  }
});
