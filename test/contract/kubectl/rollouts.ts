import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { deployment } from "../objects.ts";
import { tellPod, untilPods } from "../kubelet.ts";
import { type Answer, eventually } from "../target.ts";
import { fail, type KubectlCase, type KubectlTarget, print } from "./kubectl.ts";

const NOTHING = "example.org/nothing";
const imageOf = "get deploy d -o jsonpath={.spec.template.spec.containers[0].image}";

/** Has the pods of an image run that do not yet, once there is one. */
async function startPods(target: KubectlTarget, image: string): Promise<void> {
  const isWaiting = ({ spec, status }: Answer) => spec.containers[0].image === image && status.phase !== "Running";
  const pods = await untilPods(target, (all) => Object.values(all).some(isWaiting));
  for (const name of Object.keys(pods)) if (isWaiting(pods[name])) await tellPod(target, name);
}

export const cases: KubectlCase[] = [
  {
    name: "get and describe show a Deployment, its ReplicaSets and its pods",
    async run(target) {
      await print(target, "create -f -", deployment(1));
      await startPods(target, NOTHING);
      await print(target, "rollout status deploy/d --timeout=60s");
      const age = String.raw`\d+s`;
      assertMatch(
        await print(target, "get deploy"),
        new RegExp(String.raw`^NAME\s+READY\s+UP-TO-DATE\s+AVAILABLE\s+AGE\nd\s+1/1\s+1\s+1\s+${age}$`),
      );
      assertMatch(
        await print(target, "get deploy -o wide"),
        new RegExp(String.raw`AGE\s+CONTAINERS\s+IMAGES\s+SELECTOR\nd\s.*\smain\s+${NOTHING}\s+app=d$`),
      );
      assertMatch(
        await print(target, "get rs"),
        new RegExp(String.raw`^NAME\s+DESIRED\s+CURRENT\s+READY\s+AGE\nd-[a-z0-9]+\s+1\s+1\s+1\s+${age}$`),
      );
      const all = await print(target, "get all -o name");
      assertMatch(all, /^pod\/d-\S+\ndeployment\.apps\/d\nreplicaset\.apps\/d-\S+$/);
      const described = await print(target, "describe deploy d");
      assertMatch(described, /Replicas:\s+1 desired \| 1 updated \| 1 total \| 1 available \| 0 unavailable/);
      assertMatch(described, /NewReplicaSet:\s+d-[a-z0-9]+ \(1\/1 replicas created\)/);
      assertMatch(
        described,
        /ScalingReplicaSet\s+\S+\s+deployment-controller\s+Scaled up replica set d-\S+ from 0 to 1/,
      );
    },
  },
  {
    name: "scale sets a Deployment's replicas",
    async run(target) {
      await print(target, "create -f -", deployment(0));
      assertEquals(await print(target, "scale deploy/d --replicas=2"), "deployment.apps/d scaled");
      await untilPods(target, (pods) => Object.keys(pods).length === 2);
      assertStringIncludes(await fail(target, "scale deploy/d --replicas=3 --current-replicas=1"), "was 2");
    },
  },
  {
    name: "rollout status follows a Deployment to its end, restart makes its pods anew",
    async run(target) {
      const done = /deployment "d" successfully rolled out$/;
      await print(target, "create -f -", deployment(1));
      assertStringIncludes(
        await fail(target, "rollout status deploy/d --timeout=1s"),
        "timed out waiting for the condition",
      );
      await startPods(target, NOTHING);
      assertMatch(await print(target, "rollout status deploy/d --timeout=60s"), done);
      const before = Object.keys(await untilPods(target, () => true));
      assertEquals(await print(target, "rollout restart deploy/d"), "deployment.apps/d restarted");
      await untilPods(target, (pods) => Object.keys(pods).length === 2);
      await startPods(target, NOTHING);
      assertMatch(await print(target, "rollout status deploy/d --timeout=60s"), done);
      await untilPods(target, (pods) => Object.keys(pods).every((each) => !before.includes(each)));
    },
  },
  {
    name: "rollout status says that a rollout is late",
    async run(target) {
      await print(target, "create -f -", deployment(1, { progressDeadlineSeconds: 1 }));
      await eventually(
        () => target.run("rollout status deploy/d --timeout=60s"),
        ({ err }) => err === 'error: deployment "d" exceeded its progress deadline',
        15_000,
      );
    },
  },
  {
    name: "rollout history lists a Deployment's revisions, undo goes back to one, pause and resume hold it",
    async run(target) {
      await print(target, "create -f -", deployment(1));
      await eventually(() => print(target, "rollout history deploy/d"), (out) => /\n1\s+<none>$/.test(out));
      await print(target, "annotate deploy/d kubernetes.io/change-cause=newer");
      await print(target, "set image deploy/d main=example.org/two");
      const two = await eventually(() => print(target, "rollout history deploy/d"), (out) => /\n2\s/.test(out));
      assertMatch(two, /^deployment\.apps\/d\s*\nREVISION\s+CHANGE-CAUSE\n1\s+\S+\n2\s+newer$/);
      assertMatch(await print(target, "rollout history deploy/d --revision=1"), /Image:\s+example\.org\/nothing\n/);
      assertEquals(await print(target, "rollout undo deploy/d"), "deployment.apps/d rolled back");
      assertEquals(await print(target, imageOf), NOTHING);
      await eventually(() => print(target, "rollout history deploy/d"), (out) => /\n2\s.*\n3\s/.test(out));
      assertEquals(await print(target, "rollout undo deploy/d --to-revision=2"), "deployment.apps/d rolled back");
      assertEquals(await print(target, imageOf), "example.org/two");
      assertEquals(await print(target, "rollout pause deploy/d"), "deployment.apps/d paused");
      assertStringIncludes(await fail(target, "rollout undo deploy/d"), "cannot rollback a paused deployment");
      assertEquals(await print(target, "rollout resume deploy/d"), "deployment.apps/d resumed");
    },
  },
];
