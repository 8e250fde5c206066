/** How many tests passed, failed and were skipped. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

/** Nothing counted yet. */
export const NO_TESTS: Tally = { passed: 0, failed: 0, skipped: 0 };

/** The sum of several tallies. */
export function addTallies(tallies: readonly Tally[]): Tally {
  return tallies.reduce((sum, each) => ({
    passed: sum.passed + each.passed,
    failed: sum.failed + each.failed,
    skipped: sum.skipped + each.skipped,
  }), NO_TESTS);
}

/** Counts the test cases of a JUnit report as `deno test --junit-path` writes it; steps of a test count as cases. */
export function tallyJunit(xml: string): Tally {
  const cases = xml.match(/<testcase\b[^]*?(<\/testcase>|\/>)/g) ?? [];
  const failed = cases.filter((each) => /<(failure|error)\b/.test(each)).length;
  const skipped = cases.filter((each) => /<skipped\b/.test(each)).length;
  return { passed: cases.length - failed - skipped, failed, skipped };
}

/** The last line of a test run, for people and programs alike. */
export function printTally({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
