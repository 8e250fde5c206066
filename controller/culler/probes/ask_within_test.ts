import { assert, assertEquals, assertRejects } from "@std/assert";
import { FakeClock } from "../../../platform/fake_clock.ts";
import { EXAMPLE_NOW } from "../example_culling.ts";
import { askWithin } from "./ask_within.ts";

const SOURCE = { source: "tool" };

async function causeOf(answer: Response | Error): Promise<string> {
  const ask = () => answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  const options = { ...SOURCE, clock: new FakeClock(EXAMPLE_NOW) };
  const got = await askWithin(ask, options, new AbortController().signal);
  return got.kind === "answer" ? `answer ${got.status}` : got.cause;
}

Deno.test("what cannot be reached is unknown", async () => {
  assertEquals(await causeOf(new TypeError("connection refused")), "Unreachable");
});

Deno.test("what may not be asked is unknown", async () => {
  assertEquals(await causeOf(new Response("RBAC: access denied", { status: 403 })), "Forbidden");
  assertEquals(await causeOf(new Response(null, { status: 401 })), "Forbidden");
});

Deno.test("a redirect is not followed, and unknown", async () => {
  assertEquals(
    await causeOf(new Response(null, { status: 302, headers: { location: "http://169.254.169.254/" } })),
    "Redirected",
  );
});

Deno.test("any other status is unknown", async () => {
  assertEquals(await causeOf(new Response("oops", { status: 500 })), "UnexpectedStatus");
  assertEquals(await causeOf(new Response(null, { status: 204 })), "UnexpectedStatus");
  assertEquals(await causeOf(new Response("none", { status: 404 })), "answer 404");
});

Deno.test("an answer of more than 64 KiB is unknown, and is not kept", async () => {
  let sent = 0;
  const endless = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: (controller) => (sent += 4_096, controller.enqueue(new Uint8Array(4_096))),
  });
  assertEquals(await causeOf(new Response(endless)), "TooLarge");
  assert(sent < 100_000, `${sent} bytes were read`);
  assertEquals(await causeOf(new Response("x".repeat(65_536))), "answer 200");
});

Deno.test("a clock that differs from ours is not believed", async () => {
  const at = (date: string) => new Response("ok", { headers: { date } });
  assertEquals(await causeOf(at("Mon, 23 Nov 2026 16:00:00 GMT")), "ClockDiffers");
  assertEquals(await causeOf(at("Mon, 23 Nov 2026 18:02:00 GMT")), "ClockDiffers");
  assertEquals(await causeOf(at("Mon, 23 Nov 2026 18:00:30 GMT")), "answer 200");
});

Deno.test("what does not answer within five seconds is unknown, even if it never heeds that it is given up", async () => {
  const clock = new FakeClock(EXAMPLE_NOW);
  const dripping = new Response(new ReadableStream({ pull: () => new Promise(() => {}) }));
  for (const ask of [() => new Promise<Response>(() => {}), () => Promise.resolve(dripping)]) {
    const asked = askWithin(ask, { ...SOURCE, clock }, new AbortController().signal);
    await clock.advance(5_000);
    const got = await asked;
    assertEquals(got.kind === "unknown" && got.cause, "TooSlow");
  }
  assertEquals(clock.sleeping, 0);
});

Deno.test("a probe ends with its signal", async () => {
  const over = new AbortController();
  const ask = (signal: AbortSignal) =>
    new Promise<Response>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  const asked = askWithin(ask, { ...SOURCE, clock: new FakeClock() }, over.signal);
  over.abort(new Error("over"));
  await assertRejects(() => asked, Error, "over");
});
