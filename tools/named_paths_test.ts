import { assertEquals } from "@std/assert";
import deno from "../deno.json" with { type: "json" };
import { type Named, namedInDockerfile, namedInMarkdown } from "./named_paths.ts";

const ROOT = new URL("../", import.meta.url);
const TASKS = Object.keys(deno.tasks);
const DOCUMENTS = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"];

/** What of `named` is not there, seen from the folder of the document. */
function missing(named: Named, folder = ""): string[] {
  const isThere = (path: string) => exists(new URL(path, ROOT)) || exists(new URL(`${folder}${path}`, ROOT));
  return [
    ...named.paths.filter((path) => !isThere(path)),
    ...named.tasks.filter((task) => !TASKS.includes(task)).map((task) => `task ${task}`),
  ];
}

function exists(url: URL): boolean {
  try {
    return Boolean(Deno.statSync(url));
  } catch {
    return false;
  }
}

Deno.test("every path and task that the Dockerfile names exists", () => {
  const named = namedInDockerfile(Deno.readTextFileSync(new URL("Dockerfile", ROOT)));
  assertEquals(missing(named), []);
  assertEquals([named.tasks.includes("start"), named.paths.includes("main.ts")], [true, true]);
});

Deno.test("every path and task that the documents name exists", () => {
  for (const document of DOCUMENTS) {
    assertEquals(missing(namedInMarkdown(Deno.readTextFileSync(new URL(document, ROOT)))), [], document);
  }
  for (const { name } of Deno.readDirSync(new URL("docs/guides/", ROOT))) {
    const text = Deno.readTextFileSync(new URL(`docs/guides/${name}`, ROOT));
    assertEquals(missing(namedInMarkdown(text), "docs/guides/"), [], name);
  }
});

Deno.test("every path and task that a decision names exists", () => {
  for (const { name } of Deno.readDirSync(new URL("docs/decisions/", ROOT))) {
    const text = Deno.readTextFileSync(new URL(`docs/decisions/${name}`, ROOT));
    assertEquals(missing(namedInMarkdown(text), "docs/decisions/"), [], name);
  }
});

Deno.test("namedInMarkdown() reads links, paths in code and tasks, not addresses or shell", () => {
  const text = "See [a](kube/a.ts#L3), [b](https://b.c), `kube/`, `api/run.ts`, `/graphql`, `a/b`, `deno task ok`,\n" +
    "`.sandbox/kubeconfig`, `PORT`.\n```sh\nnpx -y deno@2.9.6 task dev\ncat `no/such.ts`\n```\n";
  assertEquals(namedInMarkdown(text), { paths: ["kube/a.ts", "kube", "api/run.ts"], tasks: ["ok", "dev"] });
});

Deno.test("namedInDockerfile() reads what is copied from the repository and what is run", () => {
  const text =
    'COPY deno.json kube/ ./\nCOPY --from=build /app/ui/dist/ ui/dist/\nRUN deno task build\nCMD ["deno", "task", "start"]\n' +
    "RUN deno install --entrypoint main.ts\n";
  assertEquals(namedInDockerfile(text), { paths: ["deno.json", "kube", "main.ts"], tasks: ["build", "start"] });
});
