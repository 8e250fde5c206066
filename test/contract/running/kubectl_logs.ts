import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { fail, type KubectlCase, type KubectlTarget, print } from "../kubectl/kubectl.ts";
import { statefulSet } from "../objects.ts";
import { eventually } from "../target.ts";
import { shell, shellPod } from "./shell_image.ts";

export const cases: KubectlCase[] = [
  {
    name: "logs prints a log, its end, its times and what follows",
    async run(target) {
      await print(target, "create -f -", shellPod("p", "for i in 1 2 3; do echo $i; sleep 0.3; done"));
      assertEquals(await untilPrinted(target, "logs -f p", /./), "1\n2\n3");
      await print(target, "wait pod/p --for=jsonpath={.status.phase}=Succeeded --timeout=60s");
      assertEquals(await print(target, "logs p"), "1\n2\n3");
      assertEquals(await print(target, "logs p --tail=1"), "3");
      assertEquals(await print(target, "logs p --since=1h"), "1\n2\n3");
      assertEquals(await print(target, "logs p --limit-bytes=3"), "1\n2");
      assertMatch(await print(target, "logs p --timestamps --tail=1"), /^20\S+Z 3$/);
      assertStringIncludes(
        await fail(target, "logs p --previous"),
        'Error from server (BadRequest): previous terminated container "main" in pod "p" not found',
      );
    },
  },
  {
    name: "logs chooses a container, or takes all of them, by labels too",
    async run(target) {
      const containers = [shell("echo a; sleep 1000", "a"), shell("echo b; sleep 1000", "b")];
      await print(target, "create -f -", shellPod("p", "", { containers }));
      await print(target, "wait pod/p --for=condition=Ready --timeout=60s");
      for (const each of ["a", "b"]) await untilPrinted(target, `logs p -c ${each}`, new RegExp(`^${each}$`));
      const defaulted = await target.run("logs p");
      assertEquals(defaulted.out, "a");
      assertStringIncludes(defaulted.err, 'Defaulted container "a" out of: a, b');
      assertEquals((await print(target, "logs p --all-containers")).split("\n").sort(), ["a", "b"]);
      const prefixed = (await print(target, "logs -l app=p --all-containers --prefix")).split("\n").sort();
      assertEquals(prefixed, ["[pod/p/a] a", "[pod/p/b] b"]);
      assertStringIncludes(await fail(target, "logs p -c c"), "container c is not valid for pod p");
    },
  },
  {
    name: "a StatefulSet's pods run one after the other, are described, logged, rolled and deleted",
    async run(target) {
      const spec = { terminationGracePeriodSeconds: 1, containers: [shell("echo $HOSTNAME; sleep 1000")] };
      const template = { metadata: { labels: { app: "s" } }, spec };
      await print(target, "apply -f -", statefulSet("s", { replicas: 2, template }));
      assertMatch(await print(target, "rollout status sts/s --timeout=60s"), /complete/);
      assertMatch(await print(target, "get sts s --no-headers"), /^s\s+2\/2\s/);
      assertMatch(
        await print(target, "get pods --no-headers"),
        /^s-0\s+1\/1\s+Running\s+0\s+\S+\ns-1\s+1\/1\s+Running\s/,
      );
      const events =
        /Normal\s+Scheduled\s(.*\n)+.*Normal\s+Pulled\s(.*\n)+.*Normal\s+Created\s(.*\n)+.*Normal\s+Started\s/;
      const described = await eventually(() => print(target, "describe pod s-0"), (out) => events.test(out));
      assertMatch(described, /\nNode:\s+\S+\/127\./);
      assertMatch(described, /\nStatus:\s+Running\n/);
      assertMatch(await print(target, "describe sts s"), /Pods Status:\s+2 Running \/ 0 Waiting/);
      const first = await print(target, "get pod s-0 -o jsonpath={.metadata.uid}");
      await print(target, "rollout restart sts/s");
      await untilPrinted(target, "get pod s-1 -o jsonpath={.metadata.annotations}", /restartedAt/);
      assertMatch(await print(target, "rollout status sts/s --timeout=60s"), /complete/);
      assertEquals(await print(target, "get pod s-0 -o jsonpath={.metadata.uid}") === first, false);
      await print(target, "delete sts s --cascade=foreground");
      await print(target, "wait --for=delete pod/s-0 pod/s-1 --timeout=60s");
      assertEquals(await print(target, "get pods -o name"), "");
    },
  },
];

/** What a command prints once it succeeds with what is awaited: a pod may not have begun, or be gone for a moment. */
async function untilPrinted(target: KubectlTarget, args: string, wanted: RegExp): Promise<string> {
  return (await eventually(() => target.run(args), ({ code, out }) => code === 0 && wanted.test(out))).out;
}
