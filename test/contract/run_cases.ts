import type { ContractCase, ContractTarget } from "./target.ts";

/** How many cases run side by side: they wait more than they compute. */
const WIDTH = 6;

/** Cases of any kind of target under the subject that their file is named after. */
export type Subjects<T = ContractTarget> = Readonly<Record<string, readonly ContractCase<T>[]>>;

/** A case with its subject. */
export interface NamedCase<T = ContractTarget> extends ContractCase<T> {
  subject: string;
}

/** Runs every case as a step in a namespace of its own, side by side; then, one by one, those that disturb others. */
export async function runCases<T>(t: Deno.TestContext, cases: NamedCase<T>[], target: () => Promise<T>) {
  // Steps that overlap see each other's timers and streams: leaks are looked for in the whole test.
  const sanitize = { sanitizeOps: false, sanitizeResources: false, sanitizeExit: false };
  const runOne = ({ subject, name, run }: NamedCase<T>) =>
    t.step({ name: `${subject}: ${name}`, fn: async () => await run(await target()), ...sanitize });
  const waiting = cases.filter((each) => !each.isAlone).values();
  const work = async () => {
    for (const each of waiting) await runOne(each);
  };
  await Promise.all(Array.from({ length: WIDTH }, work));
  for (const each of cases) if (each.isAlone) await runOne(each);
}

/** Runs the cases that hold for the sandbox, and says which it is exempted from. */
export async function runSandboxCases<T>(t: Deno.TestContext, cases: NamedCase<T>[], target: () => Promise<T>) {
  await runCases(t, cases.filter((each) => !each.realOnly), target);
  for (const { realOnly, subject, name } of cases) {
    if (realOnly) console.log(`real plane only (${realOnly}): ${subject}: ${name}`);
  }
}

/** The cases of all subjects, in their order. */
export function listCases<T>(subjects: Subjects<T>): NamedCase<T>[] {
  return Object.entries(subjects).flatMap(([subject, cases]) => cases.map((each) => ({ ...each, subject })));
}
