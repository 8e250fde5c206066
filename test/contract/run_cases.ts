import type { ContractCase, ContractTarget } from "./target.ts";

/** How many cases run side by side: they wait more than they compute. */
const WIDTH = 6;

/** Cases under the subject that their file is named after. */
export type Subjects = Readonly<Record<string, readonly ContractCase[]>>;

/** A case with its subject. */
export interface NamedCase extends ContractCase {
  subject: string;
}

/** Runs every case as a step in a namespace of its own, side by side; then, one by one, those that disturb others. */
export async function runCases(t: Deno.TestContext, cases: NamedCase[], target: () => Promise<ContractTarget>) {
  // Steps that overlap see each other's timers and streams: leaks are looked for in the whole test.
  const sanitize = { sanitizeOps: false, sanitizeResources: false, sanitizeExit: false };
  const runOne = ({ subject, name, run }: NamedCase) =>
    t.step({ name: `${subject}: ${name}`, fn: async () => await run(await target()), ...sanitize });
  const waiting = cases.filter((each) => !each.isAlone).values();
  const work = async () => {
    for (const each of waiting) await runOne(each);
  };
  await Promise.all(Array.from({ length: WIDTH }, work));
  for (const each of cases) if (each.isAlone) await runOne(each);
}

/** The cases of all subjects, in their order. */
export function listCases(subjects: Subjects): NamedCase[] {
  return Object.entries(subjects).flatMap(([subject, cases]) => cases.map((each) => ({ ...each, subject })));
}
