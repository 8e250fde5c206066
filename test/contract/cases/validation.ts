import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import {
  claim,
  claimsOf,
  notebook,
  notebooksOf,
  pod,
  podsOf,
  service,
  servicesOf,
  setsOf,
  statefulSet,
} from "../objects.ts";
import { type Answer, change, type ContractCase, ok, patch, send } from "../target.ts";

export const cases: ContractCase[] = [
  {
    name: "a custom resource that its schema refuses is a 422 with a cause for each fault",
    async run(cluster) {
      const body = notebook("bad");
      body.spec.template.spec.containers = [{ name: 7 }];
      const answer = await send(cluster, "POST", notebooksOf(cluster), body);
      assertEquals([answer.status, answer.body.reason], [422, "Invalid"]);
      assertStringIncludes(answer.body.message, 'Notebook.kubeflow.org "bad" is invalid: ');
      const causes = answer.body.details.causes;
      const missing = causes.find((each: { field: string }) => each.field === "spec.template.spec.containers[0].image");
      assertEquals(missing, {
        reason: "FieldValueRequired",
        message: "Required value",
        field: "spec.template.spec.containers[0].image",
      });
      const wrong = causes.find((each: { reason: string }) => each.reason === "FieldValueTypeInvalid");
      assertEquals(
        wrong.message,
        'Invalid value: "integer": spec.template.spec.containers[0].name in body must be of type string: "integer"',
      );
    },
  },
  {
    name: "too few items are refused with Kubernetes' words",
    async run(cluster) {
      const body = notebook("few");
      body.spec.template.spec.containers = [];
      const answer = await send(cluster, "POST", notebooksOf(cluster), body);
      assertEquals(answer.status, 422);
      assertStringIncludes(
        answer.body.message,
        "spec.template.spec.containers: Invalid value: 0: spec.template.spec.containers in body should have at least 1 items",
      );
    },
  },
  {
    name: "a name that is no DNS subdomain is refused",
    async run(cluster) {
      const { status, body } = await send(cluster, "POST", notebooksOf(cluster), notebook("Not_A_Name"));
      assertEquals(status, 422);
      const cause = body.details.causes.find((each: { field: string }) => each.field === "metadata.name");
      assertStringIncludes(
        cause.message,
        'Invalid value: "Not_A_Name": a lowercase RFC 1123 subdomain must consist of',
      );
    },
  },
  {
    name: "null stands for nothing where the schema does not allow it: conditions that are null are missing",
    async run(cluster) {
      await ok(cluster, "POST", notebooksOf(cluster), notebook("nulls"));
      const status = { conditions: null, readyReplicas: 0, containerState: {} };
      const { body, status: code } = await patch(cluster, "json", `${notebooksOf(cluster)}/nulls/status`, [
        { op: "add", path: "/status", value: status },
      ]);
      assertEquals(code, 422);
      assertStringIncludes(body.message, "status.conditions: Required value");
      const made = notebook("null-fields");
      made.spec.template.spec.volumes = null;
      made.spec.template.spec.fieldOfTheFuture = null;
      const { spec } = await ok(cluster, "POST", notebooksOf(cluster), made);
      assertEquals(Object.keys(spec.template.spec).sort(), ["containers", "fieldOfTheFuture"]);
    },
  },
  {
    name: "unknown fields are dropped with a warning, refused by Strict, dropped silently by Ignore",
    async run(cluster) {
      const body = notebook("unknown");
      body.spec.nonsense = 1;
      const warned = await send(cluster, "POST", notebooksOf(cluster), body);
      assertEquals(warned.status, 201);
      assertEquals(warned.headers.get("warning"), '299 - "unknown field \\"spec.nonsense\\""');
      assertEquals(warned.body.spec.nonsense, undefined);
      const strict = await send(cluster, "POST", `${notebooksOf(cluster)}?fieldValidation=Strict`, {
        ...body,
        metadata: { name: "strict" },
      });
      assertEquals(strict.status, 400);
      assertStringIncludes(strict.body.message, 'strict decoding error: unknown field "spec.nonsense"');
      const ignored = await send(cluster, "POST", `${notebooksOf(cluster)}?fieldValidation=Ignore`, {
        ...body,
        metadata: { name: "ignored" },
      });
      assertEquals([ignored.status, ignored.headers.get("warning")], [201, null]);
      const builtin = { ...pod("odd"), nonsense: 1 };
      const refused = await send(cluster, "POST", `${podsOf(cluster)}?fieldValidation=Strict`, builtin);
      assertEquals(refused.status, 400);
      assertStringIncludes(refused.body.message, 'unknown field "nonsense"');
    },
  },
  {
    name: "fields below preserve-unknown-fields are kept",
    async run(cluster) {
      const body = notebook("kept");
      body.spec.template.spec.fieldOfTheFuture = { deep: [1, { er: true }] };
      const made = await ok(cluster, "POST", notebooksOf(cluster), body);
      assertEquals(made.spec.template.spec.fieldOfTheFuture, { deep: [1, { er: true }] });
    },
  },
  {
    name: "the three versions of Notebook show one object",
    async run(cluster) {
      await ok(cluster, "POST", notebooksOf(cluster, "v1beta1"), notebook("versions", "v1beta1"));
      for (const version of ["v1", "v1beta1", "v1alpha1"]) {
        const got = await ok(cluster, "GET", `${notebooksOf(cluster, version)}/versions`);
        assertEquals(got.apiVersion, `kubeflow.org/${version}`);
      }
      const wrong = await send(cluster, "POST", notebooksOf(cluster, "v1"), notebook("wrong", "v1alpha1"));
      assertEquals(wrong.status, 400);
    },
  },
  {
    name: "a pod gets Kubernetes' defaults",
    async run(cluster) {
      const made = await ok(
        cluster,
        "POST",
        podsOf(cluster),
        pod("defaults", {
          containers: [{
            name: "main",
            image: "example.org/x:1",
            ports: [{ containerPort: 80 }],
            resources: { limits: { cpu: "0.5", memory: "1024Mi" } },
          }],
          volumes: [{ name: "scratch" }],
        }),
      );
      const [main] = made.spec.containers;
      assertEquals(main.terminationMessagePath, "/dev/termination-log");
      assertEquals(main.terminationMessagePolicy, "File");
      assertEquals(main.imagePullPolicy, "IfNotPresent");
      assertEquals(main.ports, [{ containerPort: 80, protocol: "TCP" }]);
      assertEquals(main.resources, {
        limits: { cpu: "500m", memory: "1Gi" },
        requests: { cpu: "500m", memory: "1Gi" },
      });
      const { restartPolicy, dnsPolicy, terminationGracePeriodSeconds, securityContext, enableServiceLinks } =
        made.spec;
      assertEquals(
        { restartPolicy, dnsPolicy, terminationGracePeriodSeconds, securityContext, enableServiceLinks },
        {
          restartPolicy: "Always",
          dnsPolicy: "ClusterFirst",
          terminationGracePeriodSeconds: 30,
          securityContext: {},
          enableServiceLinks: true,
        },
      );
      assertEquals(made.spec.volumes[0].emptyDir, {});
      assertEquals(made.spec.tolerations.map((each: Answer) => [each.key, each.effect, each.tolerationSeconds]), [
        ["node.kubernetes.io/not-ready", "NoExecute", 300],
        ["node.kubernetes.io/unreachable", "NoExecute", 300],
      ]);
      assertEquals(made.spec.serviceAccountName, "default");
      assertEquals(made.status.phase, "Pending");
    },
  },
  {
    name: "a StatefulSet gets Kubernetes' defaults, and its selector stays as it was made",
    async run(cluster) {
      const body = statefulSet("sts");
      delete body.spec.replicas;
      const made = await ok(cluster, "POST", `${setsOf(cluster)}?dryRun=All`, body);
      const { replicas, podManagementPolicy, revisionHistoryLimit, updateStrategy } = made.spec;
      assertEquals([replicas, podManagementPolicy, revisionHistoryLimit], [1, "OrderedReady", 10]);
      assertEquals(updateStrategy, { type: "RollingUpdate", rollingUpdate: { partition: 0 } });
      assertEquals(made.spec.persistentVolumeClaimRetentionPolicy, { whenDeleted: "Retain", whenScaled: "Retain" });
      assertEquals(made.spec.template.spec.containers[0].imagePullPolicy, "Always");
      const stored = await ok(cluster, "POST", setsOf(cluster), statefulSet("sts"));
      assertEquals(stored.metadata.generation, 1);
      const { status, body: refusal } = await change(cluster, `${setsOf(cluster)}/sts`, ({ spec }) => {
        spec.serviceName = "other";
      });
      assertEquals(status, 422);
      assertStringIncludes(
        refusal.message,
        "spec: Forbidden: updates to statefulset spec for fields other than 'replicas'",
      );
    },
  },
  {
    name: "a StatefulSet whose selector misses its template's labels is refused",
    async run(cluster) {
      const body = statefulSet("unmatched");
      body.spec.template.metadata.labels = { app: "other" };
      const { status, body: refusal } = await send(cluster, "POST", setsOf(cluster), body);
      assertEquals(status, 422);
      assertStringIncludes(refusal.message, "spec.template.metadata.labels: Invalid value:");
      assertStringIncludes(refusal.message, "`selector` does not match template `labels`");
    },
  },
  {
    name: "a Service gets an address of its own and Kubernetes' defaults",
    async run(cluster) {
      const one = await ok(cluster, "POST", servicesOf(cluster), service("one"));
      const two = await ok(cluster, "POST", servicesOf(cluster), service("two"));
      assert(one.spec.clusterIP && one.spec.clusterIP !== two.spec.clusterIP);
      assertEquals(one.spec.clusterIPs, [one.spec.clusterIP]);
      const { type, sessionAffinity, internalTrafficPolicy, ipFamilyPolicy, ports } = one.spec;
      assertEquals([type, sessionAffinity, internalTrafficPolicy, ipFamilyPolicy], [
        "ClusterIP",
        "None",
        "Cluster",
        "SingleStack",
      ]);
      assertEquals(ports, [{ name: "http", port: 80, protocol: "TCP", targetPort: 8888 }]);
      assertEquals(one.status, { loadBalancer: {} });
    },
  },
  {
    name: "a claim has its volume mode, and its spec does not change",
    async run(cluster) {
      const made = await ok(cluster, "POST", claimsOf(cluster), claim("data"));
      assertEquals(made.spec.volumeMode, "Filesystem");
      assertEquals(made.spec.resources.requests.storage, "1Gi");
      assertEquals(made.status.phase, "Pending");
      const { status, body } = await change(cluster, `${claimsOf(cluster)}/data`, ({ spec }) => {
        spec.accessModes = ["ReadWriteMany"];
      });
      assertEquals([status, body.reason], [422, "Invalid"]);
      assertStringIncludes(body.message, "spec: Forbidden: spec is immutable after creation");
    },
  },
  {
    name: "what is no object, and fields of a wrong type in metadata or a built-in, are a 400",
    async run(cluster) {
      const refused = async (method: string, path: string, body: unknown) => {
        const { status, body: refusal } = await send(cluster, method, path, body);
        assertEquals([status, refusal.reason], [400, "BadRequest"], JSON.stringify(body));
      };
      await refused("POST", podsOf(cluster), { ...pod("x"), spec: "nonsense" });
      await refused("POST", podsOf(cluster), { ...pod("x"), metadata: { name: "x", labels: { a: 1 } } });
      await refused("POST", notebooksOf(cluster), { ...notebook("x"), metadata: { name: "x", labels: { a: 1 } } });
      await refused("POST", notebooksOf(cluster), []);
      await ok(cluster, "POST", notebooksOf(cluster), notebook("x"));
      for (const type of ["merge", "json"] as const) {
        assertEquals((await patch(cluster, type, `${notebooksOf(cluster)}/x`, "nonsense")).status, 400, type);
      }
    },
  },
  {
    name: "a label value that is none is refused",
    async run(cluster) {
      const body = pod("labels");
      body.metadata.labels = { app: "x".repeat(64) };
      const { status, body: refusal } = await send(cluster, "POST", podsOf(cluster), body);
      assertEquals(status, 422);
      assertEquals(refusal.details.causes[0].field, "metadata.labels");
    },
  },
];
