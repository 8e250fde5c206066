import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { account, notebook, pod } from "../objects.ts";
import type { Answer } from "../target.ts";
import { fail, type KubectlCase, print } from "./kubectl.ts";

const NAME = "notebook.kubeflow.org/first";
const withImage = (image: string, labels?: Record<string, string>): Answer => {
  const body = notebook("first");
  body.spec.template.spec.containers[0].image = image;
  return labels ? { ...body, metadata: { ...body.metadata, labels } } : body;
};
const imageOf = "get nb first -o jsonpath={.spec.template.spec.containers[0].image}";
const labelsOf = "get nb first -o jsonpath={.metadata.labels}";

export const cases: KubectlCase[] = [
  {
    name: "apply creates, finds nothing to do, configures, and takes back what it applied before",
    async run(target) {
      assertEquals(await print(target, "apply -f -", withImage("i", { a: "1", b: "2" })), `${NAME} created`);
      assertEquals(await print(target, "apply -f -", withImage("i", { a: "1", b: "2" })), `${NAME} unchanged`);
      await print(target, "label nb first own=yes");
      assertEquals(await print(target, "apply -f -", withImage("j", { a: "1" })), `${NAME} configured`);
      assertEquals(JSON.parse(await print(target, labelsOf)), { a: "1", own: "yes" });
      assertEquals(await print(target, imageOf), "j");
      assertStringIncludes(await print(target, "apply view-last-applied nb first"), "image: j");
    },
  },
  {
    name: "apply takes a v1 List apart",
    async run(target) {
      const list = { apiVersion: "v1", kind: "List", items: [account("listed"), notebook("listed")] };
      assertEquals(
        await print(target, "apply -f -", list),
        "serviceaccount/listed created\nnotebook.kubeflow.org/listed created",
      );
      assertEquals(
        await print(target, "delete -f -", list).then((text) => text.replaceAll(/ from .*/g, "")),
        'serviceaccount "listed" deleted\nnotebook.kubeflow.org "listed" deleted',
      );
    },
  },
  {
    name: "apply says what is wrong with an object",
    async run(target) {
      const unknown = { ...notebook("odd"), spec: { ...notebook("odd").spec, nonsense: 1 } };
      assertStringIncludes(await fail(target, "apply -f -", { input: unknown }), 'unknown field "spec.nonsense"');
      const few = { ...notebook("few"), spec: { template: { spec: { containers: [] } } } };
      assertEquals(
        await fail(target, "apply -f -", { input: few }),
        'The Notebook "few" is invalid: spec.template.spec.containers: Invalid value: 0: ' +
          "spec.template.spec.containers in body should have at least 1 items",
      );
      const kindless = { ...notebook("odd"), kind: "Notebok" };
      assertStringIncludes(
        await fail(target, "apply -f -", { input: kindless }),
        'no matches for kind "Notebok" in version "kubeflow.org/v1"',
      );
      const elsewhere = { ...notebook("odd"), metadata: { name: "odd", namespace: "nowhere" } };
      assertStringIncludes(
        await fail(target, "apply -f -", { input: elsewhere }),
        "the namespace from the provided object",
      );
      const container = pod("odd", { containers: [{ name: "c", image: "i", nonsense: 1 }] });
      assertStringIncludes(
        await fail(target, "apply -f -", { input: container }),
        'unknown field "spec.containers[0].nonsense"',
      );
    },
  },
  {
    name: "a dry run on the server tells what would be, and leaves everything as it is",
    async run(target) {
      for (const args of ["apply", "create", "apply --server-side"]) {
        const done = args === "apply --server-side" ? "serverside-applied" : "created";
        assertEquals(
          await print(target, `${args} --dry-run=server -f -`, withImage("i")),
          `${NAME} ${done} (server dry run)`,
        );
      }
      assertStringIncludes(await fail(target, "get nb first"), "not found");
      await print(target, "apply -f -", withImage("i"));
      assertEquals(
        await print(target, "apply --dry-run=server -f -", withImage("j")),
        `${NAME} configured (server dry run)`,
      );
      assertEquals(await print(target, imageOf), "i");
      assertMatch(await print(target, "delete nb first --dry-run=server"), /"first" deleted .*\(server dry run\)$/);
      assertEquals(await print(target, imageOf), "i");
    },
  },
  {
    name: "apply --server-side owns what it applies, says whose a field is, and takes it by force",
    async run(target) {
      assertEquals(
        await print(target, "apply --server-side -f -", withImage("i", { a: "1" })),
        `${NAME} serverside-applied`,
      );
      const other = "apply --server-side --field-manager=other -f -";
      const words = await fail(target, other, { input: withImage("j", { b: "2" }) });
      assertStringIncludes(
        words,
        'Apply failed with 1 conflict: conflict with "kubectl": .spec.template.spec.containers',
      );
      assertStringIncludes(words, "--force-conflicts");
      await print(target, `${other} --force-conflicts`, withImage("j", { b: "2" }));
      assertEquals(await print(target, imageOf), "j");
      assertEquals(JSON.parse(await print(target, labelsOf)), { a: "1", b: "2" });
      const mine = await fail(target, "apply --server-side -f -", { input: withImage("i", { a: "1" }) });
      assertStringIncludes(mine, 'conflict with "other"');
      await print(target, "apply --server-side -f -", withImage("j"));
      assertEquals(JSON.parse(await print(target, labelsOf)), { b: "2" });
    },
  },
  {
    name: "apply --server-side goes on where apply has been, without a conflict with itself",
    async run(target) {
      await print(target, "apply -f -", withImage("i", { a: "1" }));
      assertEquals(
        await print(target, "apply --server-side -f -", withImage("j", { b: "2" })),
        `${NAME} serverside-applied`,
      );
      assertEquals([await print(target, imageOf), await print(target, labelsOf)], ["j", '{"b":"2"}']);
      assertEquals(await print(target, "apply -f -", withImage("k", { b: "2" })), `${NAME} configured`);
      assertEquals(await print(target, imageOf), "k");
    },
  },
  {
    name: "diff shows what an apply would change, and ends with 1 only where it would",
    async run(target) {
      await print(target, "apply -f -", withImage("i"));
      assertEquals(await print(target, "diff -f -", withImage("i")), "");
      for (const args of ["diff -f -", "diff --server-side -f -"]) {
        const { code, out } = await target.run(args, { input: withImage("j") });
        assertEquals(code, 1, args);
        assertMatch(out, /\n-\s+- image: i\n\+\s+- image: j\n/);
        assertMatch(out, /\n-\s+generation: 1\n\+\s+generation: 2\n/);
      }
      const { code, out } = await target.run("diff -f -", { input: notebook("second") });
      assertEquals(code, 1);
      assertMatch(out, /\n\+kind: Notebook\n/);
      assertEquals(await print(target, imageOf), "i");
      assertStringIncludes(await fail(target, "get nb second"), "not found");
    },
  },
  {
    name: "create makes what there is not, replace changes what there is",
    async run(target) {
      assertEquals(await print(target, "create -f -", withImage("i")), `${NAME} created`);
      assertStringIncludes(
        await fail(target, "create -f -", { input: withImage("i") }),
        'Error from server (AlreadyExists): error when creating "STDIN": notebooks.kubeflow.org "first" already exists',
      );
      assertEquals(await print(target, "replace -f -", withImage("j")), `${NAME} replaced`);
      assertEquals(await print(target, imageOf), "j");
      assertStringIncludes(
        await fail(target, "replace -f -", { input: notebook("second") }),
        'notebooks.kubeflow.org "second" not found',
      );
      const generated = { apiVersion: "v1", kind: "ConfigMap", metadata: { generateName: "made-" } };
      assertMatch(await print(target, "create -f -", generated), /^configmap\/made-\w{5} created$/);
    },
  },
  {
    name: "create makes the small kinds by their names",
    async run(target) {
      const { namespace } = target;
      const made: [string, string][] = [
        ["serviceaccount a", "serviceaccount/a created"],
        ["configmap m --from-literal=k=v", "configmap/m created"],
        ["role r --verb=get,list --resource=pods,notebooks.kubeflow.org", "role.rbac.authorization.k8s.io/r created"],
        ["rolebinding b --role=r --serviceaccount=x:a", "rolebinding.rbac.authorization.k8s.io/b created"],
        ["quota q --hard=pods=2,requests.cpu=1", "resourcequota/q created"],
        [`namespace ${namespace}-two`, `namespace/${namespace}-two created`],
      ];
      for (const [args, wanted] of made) assertEquals(await print(target, `create ${args}`), wanted);
      assertEquals(await print(target, "get cm m -o jsonpath={.data.k}"), "v");
      assertEquals(JSON.parse(await print(target, "get role r -o jsonpath={.rules}")), [
        { apiGroups: [""], resources: ["pods"], verbs: ["get", "list"] },
        { apiGroups: ["kubeflow.org"], resources: ["notebooks"], verbs: ["get", "list"] },
      ]);
      assertEquals(JSON.parse(await print(target, "get rolebinding b -o jsonpath={.subjects}")), [
        { kind: "ServiceAccount", name: "a", namespace: "x" },
      ]);
      assertEquals(JSON.parse(await print(target, "get quota q -o jsonpath={.spec.hard}")), {
        pods: "2",
        "requests.cpu": "1",
      });
      assertEquals(
        await fail(target, "create serviceaccount a"),
        'error: failed to create serviceaccount: serviceaccounts "a" already exists',
      );
      await print(target, `delete namespace ${namespace}-two --wait=false`);
    },
  },
  {
    name: "patch, label and annotate change one thing, and say where they cannot",
    async run(target) {
      await print(target, "create -f -", withImage("i"));
      const patch = (
        type: string,
        body: unknown,
      ) => ["patch", "nb", "first", `--type=${type}`, "-p", JSON.stringify(body)];
      assertEquals(await print(target, patch("merge", { metadata: { labels: { a: "1" } } })), `${NAME} patched`);
      assertEquals(
        await print(target, patch("merge", { metadata: { labels: { a: "1" } } })),
        `${NAME} patched (no change)`,
      );
      const replace = [{ op: "replace", path: "/spec/template/spec/containers/0/image", value: "j" }];
      assertEquals(await print(target, patch("json", replace)), `${NAME} patched`);
      assertEquals(await print(target, imageOf), "j");
      assertStringIncludes(
        await fail(target, patch("strategic", { metadata: { labels: { a: "2" } } })),
        "application/strategic-merge-patch+json is not supported by kubeflow.org/v1, Kind=Notebook",
      );
      assertEquals(await print(target, "label nb first a=1 b=2"), `${NAME} labeled`);
      assertEquals(
        await fail(target, "label nb first b=3"),
        "error: 'b' already has a value (2), and --overwrite is false",
      );
      assertEquals(await print(target, "label nb first b=3 --overwrite"), `${NAME} labeled`);
      assertEquals(await print(target, "label nb first b-"), `${NAME} unlabeled`);
      assertEquals(await print(target, "annotate nb --all stop=now"), `${NAME} annotated`);
      assertEquals(await print(target, "get nb first -o jsonpath={.metadata.annotations.stop}"), "now");
      assertEquals(await print(target, "get nb first -o jsonpath={.metadata.generation}"), "2");
      await print(target, "create -f -", pod("p"));
      await print(target, ["patch", "pod", "p", "-p", '{"metadata":{"labels":{"c":"d"}}}']);
      assertEquals(await print(target, "get pods -l c=d,app=p -o name"), "pod/p");
    },
  },
  {
    name: "a status is written apart",
    async run(target) {
      await print(target, "create -f -", withImage("i"));
      const status = { conditions: [], readyReplicas: 1, containerState: {} };
      const patch = ["patch", "nb", "first", "--subresource=status", "--type=merge", "-p", JSON.stringify({ status })];
      assertEquals(await print(target, patch), `${NAME} patched`);
      assertEquals(await print(target, "get nb first --subresource=status -o jsonpath={.status.readyReplicas}"), "1");
      assertEquals(await print(target, "get nb first -o jsonpath={.metadata.generation}"), "1");
    },
  },
  {
    name: "delete waits until an object is gone, takes what it is told, and says what there is not",
    async run(target) {
      for (const name of ["a", "b", "c"]) await print(target, "create -f -", notebook(name));
      await print(target, "label nb b chosen=yes");
      assertStringIncludes(await print(target, "delete nb -l chosen=yes"), 'notebook.kubeflow.org "b" deleted');
      assertEquals(
        await fail(target, "delete nb b"),
        'Error from server (NotFound): notebooks.kubeflow.org "b" not found',
      );
      assertEquals(await print(target, "delete nb b --ignore-not-found"), "");
      const held = ["patch", "nb", "a", "--type=merge", "-p", '{"metadata":{"finalizers":["example.org/held"]}}'];
      await print(target, held);
      assertStringIncludes((await target.run("delete nb a --timeout=1s")).err, "timed out waiting");
      assertMatch(await print(target, "get nb a -o jsonpath={.metadata.deletionTimestamp}"), /^20.*Z$/);
      await print(target, ["patch", "nb", "a", "--type=json", "-p", '[{"op":"remove","path":"/metadata/finalizers"}]']);
      await print(target, "create -f -", pod("p"));
      assertStringIncludes(await print(target, "delete pod p --cascade=foreground"), 'pod "p" deleted');
      assertStringIncludes(await print(target, "delete nb --all"), 'notebook.kubeflow.org "c" deleted');
      assertEquals(await print(target, "get nb -o name"), "");
    },
  },
];
