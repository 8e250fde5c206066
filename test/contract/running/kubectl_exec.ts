import { assertEquals, assertStringIncludes } from "@std/assert";
import { grant } from "../grant.ts";
import { type KubectlCase, type KubectlTarget, print } from "../kubectl/kubectl.ts";
import { eventually } from "../target.ts";
import { shell, shellPod } from "./shell_image.ts";

const start = async (target: KubectlTarget, spec = {}) => {
  await print(target, "create -f -", shellPod("p", "sleep 1000", spec));
  await print(target, "wait pod/p --for=condition=Ready --timeout=60s");
};

export const cases: KubectlCase[] = [
  {
    name: "exec runs a command in a container, with its input, its outputs and its exit code",
    async run(target) {
      await start(target);
      const { code, out, err } = await target.run(["exec", "p", "--", "sh", "-c", "echo a; echo b >&2; exit 3"]);
      assertEquals([code, out], [3, "a"]);
      assertStringIncludes(err, "b\n");
      assertStringIncludes(err, "command terminated with exit code 3");
      assertEquals((await target.run("exec -i p -- cat", { input: "given" })).out, '"given"');
      assertEquals(await print(target, ["exec", "p", "--", "echo", "a & b", "'c'"]), "a & b 'c'");
    },
  },
  {
    name: "exec needs a container's name where there are several, of which the first is taken",
    async run(target) {
      await start(target, { containers: ["a", "b"].map((name) => shell("sleep 1000", name)) });
      const { out, err } = await target.run("exec p -- echo in");
      assertEquals(out, "in");
      assertStringIncludes(err, 'Defaulted container "a" out of: a, b');
      assertEquals(await print(target, "exec p -c b -- echo in"), "in");
      assertStringIncludes((await target.run("exec p -c c -- true")).err, "container c is not valid for pod p");
      assertStringIncludes((await target.run("exec q -- true")).err, 'pods "q" not found');
    },
  },
  {
    name: "exec is for those who may create it: who may only get it runs nothing",
    async run(target) {
      await start(target);
      const as = "contract-user";
      const allow = (resource: string, verb: string) => {
        const rules = [{ apiGroups: [""], resources: [resource], verbs: [verb] }];
        return grant(target, `${verb}-${resource.replace("/", "-")}`, rules, { kind: "User", name: as });
      };
      // A real server learns of roles a moment later.
      const untilRefused = (words: RegExp) =>
        eventually(() => target.run("exec p -- echo ran", { as }), ({ err }) => words.test(err));
      await allow("pods", "get");
      // Which of the two is said depends on how often kubectl asks.
      await untilRefused(/User "contract-user" cannot (get|create) resource "pods\/exec" in API group ""/);
      await allow("pods/exec", "get");
      await untilRefused(/User "contract-user" cannot create resource "pods\/exec" in API group ""/);
      await allow("pods/exec", "create");
      await eventually(() => target.run("exec p -- echo ran", { as }), ({ out }) => out === "ran");
    },
  },
];
