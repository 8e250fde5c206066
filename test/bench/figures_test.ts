import { assertEquals, assertThrows } from "@std/assert";
import { median, parseBusySeconds, parseCpuSeconds, parsePeakMegabytes, percentile } from "./figures.ts";

Deno.test("the median is the middle one, or between the middle two", () => {
  assertEquals(median([9, 1, 5]), 5);
  assertEquals(median([4, 1, 2, 9]), 3);
  assertThrows(() => median([]), Error, "there is no value");
});

Deno.test("a percentile is a value that was measured", () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  assertEquals([50, 95, 100].map((each) => percentile(hundred, each)), [50, 95, 100]);
  assertEquals(percentile([3, 1, 2], 95), 3);
  assertEquals(percentile([7], 1), 7);
  assertThrows(() => percentile([], 50), Error, "there is no value");
});

Deno.test("CPU seconds are user and system time, whatever the program is called", () => {
  const fields = ["S", ...Array(10).fill("0"), "250", "125", "7", "9"];
  assertEquals(parseCpuSeconds(`42 (a (b) c) ${fields.join(" ")}`), 3.75);
});

Deno.test("a machine is busy with all but waiting", () => {
  assertEquals(parseBusySeconds("cpu  100 20 30 9999 8888 1 2 47 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n"), 2);
});

Deno.test("peak memory is what the kernel says it was at most", () => {
  assertEquals(parsePeakMegabytes("Name:\tdeno\nVmHWM:\t  100000 kB\nVmRSS:\t 90000 kB\n"), 102.4);
  assertThrows(() => parsePeakMegabytes("Name:\tdeno\n"), Error, "there is no VmHWM");
});
