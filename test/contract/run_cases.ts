import type { ContractCase, ContractTarget, NeededProgram } from "./target.ts";

/** How many cases run side by side: they wait more than they compute. */
const WIDTH = 10;

/** Cases of any kind of target under the subject that their file is named after. */
export type Subjects<T = ContractTarget> = Readonly<Record<string, readonly ContractCase<T>[]>>;

/** A case with its subject. */
export interface NamedCase<T = ContractTarget> extends ContractCase<T> {
  subject: string;
}

/** The cases of all subjects, in their order. */
export function listCases<T>(subjects: Subjects<T>): NamedCase<T>[] {
  return Object.entries(subjects).flatMap(([subject, cases]) => cases.map((each) => ({ ...each, subject })));
}

/**
 * Runs every case as a step in a namespace of its own, side by side; then, one by one, those that disturb others. A case
 * whose program is not there is skipped.
 */
export async function runCases<T>(
  t: Deno.TestContext,
  cases: NamedCase<T>[],
  target: () => Promise<T>,
  isThere: (program: NeededProgram) => Promise<boolean>,
) {
  // Steps that overlap see each other's timers and streams: leaks are looked for in the whole test.
  const sanitize = { sanitizeOps: false, sanitizeResources: false, sanitizeExit: false };
  const runOne = async ({ subject, name, needs, run }: NamedCase<T>) => {
    const ignore = needs !== undefined && !await isThere(needs);
    await t.step({ name: `${subject}: ${name}`, fn: async () => await run(await target()), ignore, ...sanitize });
  };
  const waiting = cases.filter((each) => !each.isAlone).values();
  const work = async () => {
    for (const each of waiting) await runOne(each);
  };
  await Promise.all(Array.from({ length: WIDTH }, work));
  for (const each of cases) if (each.isAlone) await runOne(each);
}
