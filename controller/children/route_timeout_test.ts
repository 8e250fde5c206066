import { assertEquals } from "@std/assert";
import { timeoutMs, toGatewayTimeout } from "./route_timeout.ts";

Deno.test("a time is read as Go writes it", () => {
  const read = ["0", "30s", "1m30s", "1.5h", "250ms", "0.5ms", "0h0m"].map(timeoutMs);
  assertEquals(read, [0, 30_000, 90_000, 5_400_000, 250, 0.5, 0]);
  for (const wrong of ["", "30", "-1s", "1d", "1us", "123456h", "1s ", "s"]) {
    assertEquals(timeoutMs(wrong), undefined, wrong);
  }
});

Deno.test("the Gateway API takes whole numbers of at most five digits, and at most four of them", () => {
  const taken = /^([0-9]{1,5}(h|m|s|ms)){1,4}$/;
  const pairs = [["300s", "300s"], ["1.5h", "1h30m"], ["1.0015s", "1s2ms"], ["1s1s1s1s1s", "5s"], [
    "99999.5h",
    "99999h30m",
  ]];
  for (const [text, expected] of pairs) {
    assertEquals([toGatewayTimeout(text), taken.test(expected)], [expected, true]);
  }
});
