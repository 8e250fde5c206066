import { assert, assertEquals } from "@std/assert";
import { ALL_RUNNING_SUBJECTS, ALL_SUBJECTS } from "./all_subjects.ts";
import { EXEMPTIONS } from "./exemptions.ts";
import { listCases } from "./run_cases.ts";

const cases = listCases({ ...ALL_SUBJECTS, ...ALL_RUNNING_SUBJECTS });

Deno.test("every exemption has a reason and cases, so that none outlives what it was for", () => {
  const used = new Set(cases.map(({ realOnly }) => realOnly).filter(Boolean));
  assertEquals(Object.keys(EXEMPTIONS).filter((name) => !used.has(name as keyof typeof EXEMPTIONS)), []);
  for (const [name, reason] of Object.entries(EXEMPTIONS)) {
    assert(/^[A-Z].{40,}\.$/s.test(reason), `${name}: the reason is a sentence`);
  }
});

Deno.test("no two cases of a subject have one name", () => {
  const names = cases.map(({ subject, name }) => `${subject}: ${name}`);
  assertEquals(names.filter((each, i) => names.indexOf(each) !== i), []);
});
