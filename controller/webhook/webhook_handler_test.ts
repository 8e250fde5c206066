import { assert, assertEquals } from "@std/assert";
import { silentLog } from "../../platform/log.ts";
import { createWebhookHandler, type Review } from "./webhook_handler.ts";

const body = JSON.stringify({
  apiVersion: "admission.k8s.io/v1",
  kind: "AdmissionReview",
  request: { uid: "u1", operation: "CREATE", resource: { group: "", version: "v1", resource: "pods" }, object: {} },
});

async function ask(review: Review, path: string, init?: RequestInit, maxBytes = 1_000) {
  const handler = createWebhookHandler({ reviews: { "/review": review }, log: silentLog, maxBytes });
  const response = await handler(new Request(`https://webhook.test${path}`, init));
  return { status: response.status, text: await response.text() };
}
const post = (body: BodyInit) => ({ method: "POST", body });
const allow: Review = () => ({ kind: "allow" });

Deno.test("a review is answered under its uid", async () => {
  const { status, text } = await ask(allow, "/review?timeout=10s", post(body));
  assertEquals([status, JSON.parse(text).response], [200, { uid: "u1", allowed: true }]);
  assertEquals((await ask(allow, "/healthz")).status, 200);
});

Deno.test("what is no review is refused in a sentence, and decided by nobody", async () => {
  const never: Review = () => {
    throw new Error("asked");
  };
  const cases: [string, RequestInit | undefined, number][] = [
    ["/review", undefined, 405],
    ["/other", post(body), 404],
    ["/constructor", post(body), 404],
    ["/review", post(""), 400],
    ["/review", post("{"), 400],
    ["/review", post(new Uint8Array([0xff, 0xfe])), 400],
    ["/review", post("[]"), 400],
    ["/review", post(`"${"x".repeat(2_000)}"`), 413],
    ["/review", post(endless()), 413],
    ["/review", post(broken()), 400],
  ];
  for (const [path, init, expected] of cases) {
    const { status, text } = await ask(never, path, init);
    assertEquals(status, expected, path);
    assert(/^Cannot .+\.\n$/.test(text), text);
  }
});

Deno.test("what cannot be decided is a failure, which the configuration's failurePolicy is for", async () => {
  const { status, text } = await ask(() => Promise.reject(new Error("secret detail")), "/review", post(body));
  assertEquals([status, text.includes("secret")], [500, false]);
});

function endless(): ReadableStream<Uint8Array> {
  return new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(100).fill(32)) });
}

function broken(): ReadableStream<Uint8Array> {
  return new ReadableStream({ pull: (controller) => controller.error(new Error("gone")) });
}
