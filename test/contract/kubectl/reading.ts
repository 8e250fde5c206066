import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { account, claim, eventAbout, eventsOf, notebook, pod, service, statefulSet } from "../objects.ts";
import { eventually, ok } from "../target.ts";
import { fail, type KubectlCase, print } from "./kubectl.ts";

export const cases: KubectlCase[] = [
  {
    name: "a notebook in every form: columns, labels, a name, JSON, YAML, templates",
    async run(target) {
      const body = notebook("first");
      body.metadata.labels = { team: "a" };
      await print(target, "apply -f -", body);
      const row = "first\\s+jupyter/base-notebook\\s+\\d+s";
      assertMatch(await print(target, "get nb"), new RegExp(`^NAME\\s+STATE\\s+REASON\\s+IMAGE\\s+AGE\\n${row}$`));
      assertMatch(await print(target, "get nb first --show-labels"), new RegExp(`LABELS\\n${row}\\s+team=a$`));
      assertMatch(await print(target, "get nb -L team --no-headers"), new RegExp(`^${row}\\s+a$`));
      assertEquals(
        await print(target, "get notebooks.v1beta1.kubeflow.org first -o name"),
        "notebook.kubeflow.org/first",
      );
      assertEquals(
        await print(target, "get notebooks.v1beta1.kubeflow.org first -o jsonpath={.apiVersion}"),
        "kubeflow.org/v1beta1",
      );
      const columns = "NAME:.metadata.name,IMAGE:.spec.template.spec.containers[0].image";
      assertMatch(await print(target, `get nb -o custom-columns=${columns}`), /^NAME\s+IMAGE\nfirst\s+jupyter\/base/);
      assertEquals(JSON.parse(await print(target, "get nb first -o json")).metadata.name, "first");
      assertEquals(await print(target, ["get", "nb", "-o", "go-template={{len .items}}"]), "1");
      const yaml = await print(target, "get nb first -o yaml");
      assertStringIncludes(yaml, "kind: Notebook");
      assertEquals(yaml.includes("managedFields"), false);
      assertStringIncludes(
        await print(target, "get nb first -o yaml --show-managed-fields"),
        "manager: kubectl-client",
      );
    },
  },
  {
    name: "built-ins have Kubernetes' columns",
    async run(target) {
      const items = [pod("p"), statefulSet("s"), service("v"), claim("c"), account("a")];
      await print(target, "apply -f -", { apiVersion: "v1", kind: "List", items });
      await print(target, "create secret generic k --from-literal=a=1");
      const rows: [string, RegExp][] = [
        ["pods", /^NAME\s+READY\s+STATUS\s+RESTARTS\s+AGE\np\s+0\/1\s+Pending\s+0\s+\d+s$/],
        ["pods -o wide", /NODE\s+NOMINATED NODE\s+READINESS GATES\np .*<none>\s+<none>\s+<none>\s+<none>$/],
        ["statefulsets", /^NAME\s+READY\s+AGE\ns\s+0\/0\s+\d+s$/],
        [
          "svc v",
          /^NAME\s+TYPE\s+CLUSTER-IP\s+EXTERNAL-IP\s+PORT\(S\)\s+AGE\nv\s+ClusterIP\s+10\S+\s+<none>\s+80\/TCP\s+\d+s$/,
        ],
        ["pvc", /^NAME\s+STATUS\s+VOLUME\s+CAPACITY\s+ACCESS MODES\s+STORAGECLASS\s+VOLUMEATTRIBUTESCLASS\s+AGE\nc\s/],
        ["serviceaccount a", /^NAME\s+(SECRETS\s+)?AGE\na\s+(0\s+)?\d+s$/],
        ["secret k", /^NAME\s+TYPE\s+DATA\s+AGE\nk\s+Opaque\s+1\s+\d+s$/],
        [`ns ${target.namespace}`, /^NAME\s+STATUS\s+AGE\n\S+\s+Active\s+\d+s$/],
        ["crd notebooks.kubeflow.org", /^NAME\s+CREATED AT\nnotebooks\.kubeflow\.org\s+20\S+Z$/],
        ["cm kube-root-ca.crt", /^NAME\s+DATA\s+AGE\nkube-root-ca\.crt\s+1\s+\d+s$/],
      ];
      // A controller makes the ConfigMap a moment after its namespace.
      await eventually(() => target.run("get cm kube-root-ca.crt"), ({ code }) => code === 0);
      for (const [args, wanted] of rows) assertMatch(await print(target, `get ${args}`), wanted);
    },
  },
  {
    name: "several kinds at once, chosen by labels, fields and order, of all namespaces, or none at all",
    async run(target) {
      for (const [name, team] of [["b", "x"], ["a", "x"], ["c", "y"]]) {
        const body = notebook(name);
        body.metadata.labels = { team, case: target.namespace };
        await print(target, "create -f -", body);
      }
      await print(target, "create -f -", pod("p"));
      assertEquals(
        await print(target, "get nb,pods -o name"),
        "notebook.kubeflow.org/a\nnotebook.kubeflow.org/b\nnotebook.kubeflow.org/c\npod/p",
      );
      const names = async (args: string) =>
        (await print(target, `get nb -o name ${args}`)).replaceAll("notebook.kubeflow.org/", "").split("\n");
      assertEquals(await names("-l team=x"), ["a", "b"]);
      assertEquals(await names("-l team!=x"), ["c"]);
      assertEquals(await names("--field-selector metadata.name=b"), ["b"]);
      assertEquals(await names("--sort-by=.metadata.labels.team"), ["a", "b", "c"]);
      assertEquals(await names("--chunk-size=1"), ["a", "b", "c"]);
      assertEquals(await names(`-A -l case=${target.namespace}`), ["a", "b", "c"]);
      assertMatch(
        await print(target, `get nb -A -l case=${target.namespace},team=y`),
        /^NAMESPACE\s+NAME.*\n\S+\s+c\s/,
      );
      assertEquals((await target.run("get services")).err, `No resources found in ${target.namespace} namespace.`);
      assertEquals((await target.run("get nb -l team=z")).err, `No resources found in ${target.namespace} namespace.`);
    },
  },
  {
    name: "what there is not is said in Kubernetes' words, beside what there is",
    async run(target) {
      await print(target, "create -f -", notebook("a"));
      const missing = 'Error from server (NotFound): notebooks.kubeflow.org "b" not found';
      assertEquals(await fail(target, "get nb b"), missing);
      assertEquals(await fail(target, "describe nb b"), missing);
      const { code, out, err } = await target.run("get nb a b --no-headers");
      assertEquals([code, err], [1, missing]);
      assertMatch(out, /^a\s/);
      assertEquals(await fail(target, "get nonsense"), 'error: the server doesn\'t have a resource type "nonsense"');
      assertEquals(await print(target, "get nb b --ignore-not-found"), "");
      const bad = await fail(target, "get pods --field-selector spec.nonsense=a");
      assertStringIncludes(bad, "field label not supported: spec.nonsense");
    },
  },
  {
    name: "describe tells a notebook with its Events",
    async run(target) {
      await print(target, "create -f -", notebook("first"));
      const uid = await print(target, "get notebook first -o jsonpath={.metadata.uid}");
      const involvedObject = { apiVersion: "kubeflow.org/v1", kind: "Notebook", name: "first", uid };
      const now = new Date().toISOString().replace(/\.\d+/, "");
      const told = { reason: "Seen", message: "It was seen.", source: { component: "contract" } };
      const event = eventAbout(target, "first", { ...told, firstTimestamp: now, lastTimestamp: now, count: 1 });
      event.involvedObject = { ...involvedObject, namespace: target.namespace };
      await ok(target, "POST", eventsOf(target), event);
      const described = await print(target, "describe nb first");
      assertMatch(described, /^Name:\s+first\nNamespace:\s+\S+\n/);
      assertMatch(described, /Kind:\s+Notebook\n/);
      assertMatch(described, /Containers:\n\s+Image:\s+jupyter\/base-notebook\n\s+Name:\s+first\n/);
      assertMatch(described, /Normal\s+Seen\s+\d+s\s+contract\s+It was seen\.$/);
      assertMatch(await print(target, "get events"), /\d+s\s+Normal\s+Seen\s+notebook\/first\s+It was seen\.$/);
      assertMatch(
        await print(target, "events --for notebook/first"),
        /Normal\s+Seen\s+Notebook\/first\s+It was seen\.$/,
      );
    },
  },
  {
    name: "describe tells built-ins with what belongs to them",
    async run(target) {
      const rules = [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }];
      const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "r" };
      const rbac = "rbac.authorization.k8s.io/v1";
      const items = [
        pod("p", { containers: [{ name: "c", image: "i", env: [{ name: "A", value: "b" }] }] }),
        statefulSet("s"),
        service("v"),
        account("a"),
        { apiVersion: rbac, kind: "Role", metadata: { name: "r" }, rules },
        {
          apiVersion: rbac,
          kind: "RoleBinding",
          metadata: { name: "b" },
          roleRef,
          subjects: [{ kind: "User", name: "u" }],
        },
        { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "m" }, data: { k: "value" } },
        { apiVersion: "v1", kind: "ResourceQuota", metadata: { name: "q" }, spec: { hard: { services: "5" } } },
        {
          ...{ apiVersion: "v1", kind: "LimitRange", metadata: { name: "l" } },
          spec: { limits: [{ type: "Container", default: { cpu: "1" } }] },
        },
      ];
      await print(target, "create -f -", { apiVersion: "v1", kind: "List", items });
      const wanted: [string, RegExp[]][] = [
        ["pod p", [
          /\nNode:\s+<none>\n/,
          /\nStatus:\s+Pending\n/,
          /Environment:\n\s+A:\s+b\n/,
          /\nQoS Class:\s+BestEffort\n/,
          /Tolerations:\s+node.kubernetes.io\/not-ready:NoExecute op=Exists for 300s\n/,
          /Mounts:\n\s+\/var\/run\/secrets\/kubernetes.io\/serviceaccount from kube-api-access-\w+ \(ro\)\n/,
        ]],
        ["sts s", [
          /\nSelector:\s+app=s\n/,
          /\nReplicas:\s+0 desired \| 0 total\n/,
          /Update Strategy:\s+RollingUpdate/,
        ]],
        ["svc v", [/\nIP Families:\s+IPv4\n/, /\nPort:\s+http\s+80\/TCP\nTargetPort:\s+8888\/TCP\n/]],
        ["sa a", [/\nImage pull secrets:\s+<none>\n/]],
        ["role r", [/\n\s+pods\s+\[\]\s+\[\]\s+\[get\]$/]],
        ["rolebinding b", [/Role:\n\s+Kind:\s+Role\n\s+Name:\s+r\n/, /\n\s+User\s+u$/]],
        ["cm m", [/\nk:\n----\nvalue\n/]],
        ["limits l", [/\nContainer\s+cpu\s+-\s+-\s+1\s+1\s+-$/]],
        [`ns ${target.namespace}`, [
          /\nStatus:\s+Active\n/,
          /Resource Quotas\n\s+Name:\s+q\n/,
          /\n\s*Container\s+cpu\s/,
        ]],
        ["crd notebooks.kubeflow.org", [/\n\s+Plural:\s+notebooks\n/, /Type:\s+Established\n/]],
      ];
      for (const [args, patterns] of wanted) {
        const out = await print(target, `describe ${args}`);
        for (const pattern of patterns) assertMatch(out, pattern, `describe ${args}`);
      }
    },
  },
  {
    name: "explain tells a notebook's fields and a pod's, and which there are not",
    async run(target) {
      const template = await print(target, "explain notebook.spec.template");
      assertMatch(template, /^GROUP:\s+kubeflow\.org\nKIND:\s+Notebook\nVERSION:\s+v1\n\nFIELD: template <Object>\n/);
      assertMatch(template, /FIELDS:\n\s+spec\t<Object>/);
      const containers = await print(target, "explain pod.spec.containers");
      assertMatch(containers, /^KIND:\s+Pod\nVERSION:\s+v1\n\nFIELD: containers <\[\]Container>\n/);
      assertMatch(containers, /\n\s+name\t<string> -required-\n\s+Name of the container specified as a DNS_LABEL\./);
      const pods = await print(target, "explain pod");
      assertMatch(pods, /\n\s+metadata\t<ObjectMeta>\n/);
      assertStringIncludes(pods, "Pod is a collection of containers that can run on a host.");
      assertMatch(
        await print(target, "explain notebook"),
        /\n\s+metadata\t<ObjectMeta>\n\s+Standard object's metadata\./,
      );
      assertMatch(
        await print(target, "explain notebook.spec --recursive"),
        /\n {6}containers\t<\[\]Object> -required-\n {8}args\t<\[\]string>\n/,
      );
      assertMatch(await print(target, "explain sts.spec.replicas"), /FIELD: replicas <integer>\n/);
      const old = await print(target, "explain notebook --api-version=kubeflow.org/v1beta1");
      assertMatch(old, /^GROUP:\s+kubeflow\.org\nKIND:\s+Notebook\nVERSION:\s+v1beta1\n/);
      assertEquals(await fail(target, "explain pod.spec.nonsense"), 'error: field "nonsense" does not exist');
      assertStringIncludes(
        await fail(target, "explain nonsense"),
        `the server doesn't have a resource type "nonsense"`,
      );
    },
  },
  {
    name: "api-resources, api-versions and version tell what is served",
    async run(target) {
      const notebooks = await print(target, "api-resources --api-group=kubeflow.org --no-headers");
      assertMatch(notebooks, /^notebooks\s+nb\s+kubeflow\.org\/v1\s+true\s+Notebook$/m);
      const verbs = await print(target, "api-resources --api-group=kubeflow.org -o wide --no-headers");
      assertMatch(verbs, /\s(create,)?delete(,\w+)*,get,list,patch(,create)?,update,watch/);
      const core = await print(target, "api-resources --api-group= --no-headers");
      assertMatch(core, /(^|\n)pods\s+po\s+v1\s+true\s+Pod(\n|$)/);
      assertMatch(core, /(^|\n)nodes\s+no\s+v1\s+false\s+Node(\n|$)/);
      const scoped = await print(target, "api-resources --namespaced=false --api-group=storage.k8s.io -o name");
      assertStringIncludes(scoped, "storageclasses.storage.k8s.io");
      const versions = (await print(target, "api-versions")).split("\n");
      for (const each of ["v1", "apps/v1", "kubeflow.org/v1", "kubeflow.org/v1beta1"]) {
        assertEquals(versions.includes(each), true, each);
      }
      assertMatch(await print(target, "version"), /Server Version: v1\.36\.\d/);
      assertEquals(await print(target, "get --raw /readyz"), "ok");
    },
  },
];
