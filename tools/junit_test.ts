import { assertEquals } from "@std/assert";
import { addTallies, NO_TESTS, printTally, tallyJunit } from "./junit.ts";

const REPORT = `<testsuites name="deno test" tests="4" failures="1" errors="0" time="0.013">
  <testsuite name="./a_test.ts" tests="4" disabled="1" errors="0" failures="1">
    <testcase name="a" classname="./a_test.ts" time="0.002" line="1" col="6">
    </testcase>
    <testcase name="b" classname="./a_test.ts"><skipped/></testcase>
    <testcase name="c &lt;x&gt;" classname="./a_test.ts">
      <failure message="Uncaught Error: no">Error: no</failure>
    </testcase>
    <testcase name="a &gt; step" classname="./a_test.ts" time="0.000" line="1" col="39"/>
  </testsuite>
</testsuites>`;

Deno.test("tallyJunit() counts cases by their outcome", () => {
  assertEquals(tallyJunit(REPORT), { passed: 2, failed: 1, skipped: 1 });
  assertEquals(tallyJunit(""), NO_TESTS);
});

Deno.test("addTallies() sums, and printTally() is one plain line", () => {
  const sum = addTallies([tallyJunit(REPORT), { passed: 3, failed: 0, skipped: 0 }]);
  assertEquals(printTally(sum), "5 passed, 1 failed, 1 skipped");
});
