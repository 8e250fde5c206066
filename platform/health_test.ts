import { assertEquals } from "@std/assert";
import { answerHealth } from "./health.ts";

Deno.test("answerHealth() is healthy at once and ready only when it is", async () => {
  const statuses = await Promise.all(
    ["/healthz", "/readyz", "/metrics"].map(async (path) =>
      (await answerHealth(path, { isReady: () => false }))?.status
    ),
  );
  assertEquals(statuses, [200, 503, undefined]);
  assertEquals((await answerHealth("/readyz", { isReady: () => true }))?.status, 200);
});

Deno.test("answerHealth() says what a ready process has to do without, and gives metrics where there are any", async () => {
  const health = {
    isReady: () => true,
    shortcomings: () => ["Cannot watch events: forbidden"],
    metrics: () => Promise.resolve("up 1\n"),
  };
  assertEquals(await (await answerHealth("/readyz", health))!.text(), "ok\nCannot watch events: forbidden\n");
  const metrics = (await answerHealth("/metrics", health))!;
  assertEquals([await metrics.text(), metrics.headers.get("content-type")], [
    "up 1\n",
    "text/plain; version=0.0.4; charset=utf-8",
  ]);
});
