/** For tests: lets everything that is pending run until `isMet`; throws `what` after two seconds. */
export async function until(isMet: () => boolean, what = "the condition was not met"): Promise<void> {
  const end = performance.now() + 2_000;
  while (!isMet()) {
    if (performance.now() > end) throw new Error(`Cannot go on: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
