import { assertEquals } from "@std/assert";
import { answerHealth } from "./health.ts";

Deno.test("answerHealth() is healthy at once and ready only when it is", () => {
  const statuses = ["/healthz", "/readyz", "/metrics"].map((path) => answerHealth(path, false).status);
  assertEquals(statuses, [200, 503, 404]);
  assertEquals(answerHealth("/readyz", true).status, 200);
});
