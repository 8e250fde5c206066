import { EXEMPTIONS } from "./exemptions.ts";
import { listCases, type NamedCase, type Subjects } from "./run_cases.ts";

const HEAD = `# The contract

What a real Kubernetes 1.36 and the sandbox do alike, as far as our code and the commands of \`test/contract/kubectl/\`
use it. It is one list of cases: over HTTP (\`test/contract/cases/\`), by \`kubectl\`, by Kubernetes' Python client
(\`test/contract/python/\`), and with pods that run (\`test/contract/running/\`). \`test/contract/sandbox_test.ts\` runs it
against the sandbox, \`test/contract/control_plane_test.ts\` against a real kube-apiserver, kube-controller-manager,
kube-scheduler and etcd, with our node joined for the pods. Every difference is put right in the sandbox, or is an
exemption with a name and a reason. This page is written by \`deno task gen\`.
`;

/** The contract as a page: the exemptions with their reasons and cases, then every case under its subject. */
export function printContract<T>(subjects: Subjects<T>): string {
  const all = listCases(subjects);
  const real = all.filter((each) => each.realOnly);
  const counts = `${all.length - real.length} cases hold for both, ${real.length} for the real plane alone.`;
  const exemptions = Object.entries(EXEMPTIONS).map(([name, reason]) =>
    `### ${capital(name)}\n\n${reason}\n\n${list(real.filter((each) => each.realOnly === name), true)}`
  );
  const sections = Object.keys(subjects).map((subject) =>
    `### ${capital(subject)}\n\n${list(all.filter((each) => each.subject === subject && !each.realOnly), false)}`
  );
  const parts = [HEAD, counts, "## Exemptions", ...exemptions, "## What holds for both", ...sections];
  return parts.map((each) => each.trimEnd()).join("\n\n") + "\n";
}

const capital = (text: string) => text[0].toUpperCase() + text.slice(1);

const list = <T>(cases: NamedCase<T>[], withSubject: boolean) =>
  cases.map(({ subject, name }) => `- ${withSubject ? `${subject}: ` : ""}${name}`).join("\n");
