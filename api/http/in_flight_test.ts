import { assertEquals, assertRejects } from "@std/assert";
import { InFlight } from "./in_flight.ts";

Deno.test("InFlight is idle at first, and again when all work has settled, failed work too", async () => {
  const inFlight = new InFlight();
  await inFlight.idle();
  const first = Promise.withResolvers<void>();
  const second = Promise.withResolvers<void>();
  const works = [inFlight.track(() => first.promise), inFlight.track(() => second.promise)];
  let isIdle = false;
  const idle = inFlight.idle().then(() => isIdle = true);
  first.resolve();
  await works[0];
  assertEquals(isIdle, false);
  second.reject(new Error("failed"));
  await assertRejects(() => works[1], Error, "failed");
  await idle;
});
