import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { tellPod, untilPods } from "../kubelet.ts";
import { notebook, podsOf, statefulSet } from "../objects.ts";
import { type ContractTarget, eventually, ok, patch } from "../target.ts";
import { fail, type KubectlCase, type KubectlTarget, print } from "./kubectl.ts";

const path = ({ namespace }: ContractTarget) => `/apis/kubeflow.org/v1/namespaces/${namespace}/notebooks/first`;
const tellReady = (target: ContractTarget, status: string) =>
  patch(target, "merge", `${path(target)}/status`, {
    status: { conditions: [{ type: "Ready", status }], readyReplicas: 1, containerState: {} },
  });

/** Long enough for a command to have opened its watch; where it has not, it finds what it waits for there already. */
const aWhile = () => new Promise((resolve) => setTimeout(resolve, 500));

export const cases: KubectlCase[] = [
  {
    name: "get -w prints what there is, and every change",
    async run(target) {
      await print(target, "create -f -", notebook("first"));
      const listed = Promise.withResolvers<void>();
      const watching = target.runUntil("get nb -w --output-watch-events", (out) => {
        if (/\nADDED\s+first\s/.test(out)) listed.resolve();
        return /\nDELETED\s/.test(out);
      });
      await Promise.race([listed.promise, watching]);
      await print(target, "annotate nb first a=b");
      await print(target, "create -f -", notebook("second"));
      await print(target, "delete nb first");
      const out = await watching;
      assertMatch(out, /^EVENT\s+NAME\s+STATE\s+REASON\s+IMAGE\s+AGE\nADDED\s+first\s/);
      assertMatch(out, /\nMODIFIED\s+first\s/);
      assertMatch(out, /\nADDED\s+second\s/);
      assertMatch(out, /\nDELETED\s+first\s/);
    },
  },
  {
    name: "get -w --watch-only begins with the first change, and follows one object by its name",
    async run(target) {
      for (const name of ["first", "second"]) await print(target, "create -f -", notebook(name));
      let isSeen = false;
      const args = "get nb first --watch-only --no-headers";
      const watching = target.runUntil(args, (out) => isSeen = out.includes("\n"));
      for (let count = 1; !isSeen && count < 30; count++) {
        for (const name of ["second", "first"]) await print(target, `annotate nb ${name} count=${count} --overwrite`);
      }
      assertMatch(await watching, /^first\s+jupyter\/base-notebook\s+\d+s\n/);
    },
  },
  {
    name: "wait sees a condition that is, one that comes, and one that does not",
    async run(target) {
      await print(target, "create -f -", notebook("first"));
      await tellReady(target, "False");
      const waiting = target.run("wait --for=condition=Ready notebook/first --timeout=60s");
      await aWhile();
      await tellReady(target, "True");
      assertEquals((await waiting).out, "notebook.kubeflow.org/first condition met");
      const met = "notebook.kubeflow.org/first condition met";
      assertEquals(await print(target, "wait --for=condition=Ready nb --all --timeout=60s"), met);
      assertEquals(await print(target, "wait --for=jsonpath={.status.readyReplicas}=1 nb/first --timeout=60s"), met);
      assertStringIncludes(
        await fail(target, "wait --for=condition=Ready=false nb/first --timeout=1s"),
        "error: timed out waiting for the condition on notebooks/first",
      );
      assertEquals(
        await fail(target, "wait --for=condition=Ready nb/second --timeout=1s"),
        'Error from server (NotFound): notebooks.kubeflow.org "second" not found',
      );
    },
  },
  {
    name: "wait sees an object come and go",
    async run(target) {
      const coming = target.run("wait --for=create nb/first --timeout=60s");
      await aWhile();
      await print(target, "create -f -", notebook("first"));
      assertEquals((await coming).out, "notebook.kubeflow.org/first condition met");
      const going = target.run("wait --for=delete nb/first --timeout=60s");
      await aWhile();
      await print(target, "delete nb first");
      assertEquals((await going).code, 0);
      assertEquals(await print(target, "wait --for=delete nb/first --timeout=1s"), "");
    },
  },
  {
    name: "scale sets a StatefulSet's replicas, where they are what one thinks",
    async run(target) {
      await print(target, "create -f -", statefulSet("s", { podManagementPolicy: "Parallel", template: PAUSED }));
      assertEquals(await print(target, "scale sts/s --replicas=2"), "statefulset.apps/s scaled");
      await untilPods(target, (pods) => Object.keys(pods).length === 2);
      assertEquals(
        await fail(target, "scale sts/s --replicas=3 --current-replicas=1"),
        "error: Expected replicas to be 1, was 2",
      );
      assertEquals(await print(target, "scale sts --all --replicas=0"), "statefulset.apps/s scaled");
      await untilPods(target, (pods) => Object.keys(pods).length === 0);
      assertStringIncludes(await fail(target, "scale sts/none --replicas=1"), 'statefulsets.apps "none" not found');
      await print(target, "create -f -", notebook("first"));
      assertStringIncludes(
        await fail(target, "scale nb/first --replicas=1"),
        'notebooks.kubeflow.org "first" not found',
      );
    },
  },
  {
    name: "rollout status waits until a StatefulSet's pods are ready, and restart makes them anew",
    async run(target) {
      await print(target, "create -f -", statefulSet("s", { replicas: 1, template: PAUSED }));
      assertStringIncludes(
        await fail(target, "rollout status sts/s --timeout=1s"),
        "timed out waiting for the condition",
      );
      const first = await startPod(target);
      const done = /(^|\n)partitioned roll out complete: 1 new pods have been updated\.\.\.$/;
      assertMatch(await print(target, "rollout status sts/s --timeout=60s"), done);
      assertEquals(await print(target, "rollout restart sts/s"), "statefulset.apps/s restarted");
      const second = await eventually(
        () => ok(target, "GET", `${podsOf(target)}?labelSelector=app%3Ds`),
        ({ items }) => items.length === 1 && items[0].metadata.uid !== first,
      );
      assert(second.items[0].metadata.annotations["kubectl.kubernetes.io/restartedAt"]);
      await startPod(target);
      assertMatch(await print(target, "rollout status sts/s --timeout=60s"), done);
    },
  },
  {
    name: "rollout says of which kinds it knows nothing",
    async run(target) {
      await print(target, "create -f -", notebook("first"));
      for (const verb of ["restart", "status"]) {
        assertStringIncludes(await fail(target, `rollout ${verb} nb/first`), "no kind");
      }
      await print(target, "create -f -", statefulSet("s"));
      assertEquals(
        await fail(target, "rollout pause sts/s"),
        'error: statefulsets.apps "s" pausing is not supported',
      );
    },
  },
  {
    name: "rollout history lists revisions, and undo goes back to one",
    realOnly: "revisions are not kept",
    async run(target) {
      const revision = (image: string) => {
        const template = structuredClone(PAUSED);
        template.spec.containers[0].image = image;
        return statefulSet("s", { replicas: 0, template });
      };
      await print(target, "apply -f -", revision("one"));
      await eventually(() => print(target, "rollout history sts/s"), (out) => /\n1\s/.test(out));
      await print(target, "apply -f -", revision("two"));
      await eventually(() => print(target, "rollout history sts/s"), (out) => /\n1\s.*\n2\s/.test(out));
      assertMatch(await print(target, "rollout history sts/s --revision=1"), /Image:\s+one\n/);
      assertEquals(await print(target, "rollout undo sts/s"), "statefulset.apps/s rolled back");
      assertEquals(await print(target, "get sts s -o jsonpath={.spec.template.spec.containers[0].image}"), "one");
    },
  },
];

/** A template whose pods nothing ever starts: no scheduler of that name exists. */
const PAUSED = {
  metadata: { labels: { app: "s" } },
  spec: { schedulerName: "nobody", containers: [{ name: "main", image: "example.org/nothing" }] },
};

/** Says of the set's pod what a kubelet says when it has started; answers its uid. */
async function startPod(target: KubectlTarget): Promise<string> {
  const { metadata } = await eventually(
    () => ok(target, "GET", `${podsOf(target)}/s-0`).catch(() => undefined),
    (found) => found !== undefined && !found.metadata.deletionTimestamp,
  );
  await tellPod(target, "s-0");
  return metadata.uid;
}
