import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { account, accountsOf, notebook, notebooksOf, setsOf } from "../objects.ts";
import { type Answer, type ContractCase, type ContractTarget, ok, patch, send } from "../target.ts";

const NOT_ALLOWED = "the server does not allow this method on the requested resource";

/** Sends text as it is; the answer's code and Status. */
async function sendText(cluster: ContractTarget, method: string, path: string, body: string, type: string) {
  const response = await cluster.fetch(path, { method, body, headers: { "content-type": type } });
  return { status: response.status, body: await response.json() as Answer };
}

/** Asserts that a request about notebook or StatefulSet `none` is a 404 in Kubernetes' words. */
async function notThere(cluster: ContractTarget, method: string, path: string, body?: unknown, type?: string) {
  const answer = await send(cluster, method, path, body, { type });
  const name = path.includes("notebooks") ? "notebooks.kubeflow.org" : "statefulsets.apps";
  const [kind, group] = name.split(/\.(.*)/);
  assertEquals([answer.status, answer.body.reason], [404, "NotFound"], `${method} ${type ?? ""}`);
  assertEquals(answer.body.message, `${name} "none" not found`);
  assertEquals(answer.body.details, { name: "none", group, kind });
}

export const cases: ContractCase[] = [
  {
    name: "a body that is no JSON, or none at all, is a 400 that says what was expected",
    async run(cluster) {
      for (const [path, kind] of [[accountsOf(cluster), "ServiceAccount"], [notebooksOf(cluster), "Notebook"]]) {
        for (const text of ["{nope", ""]) {
          const { status, body } = await sendText(cluster, "POST", path, text, "application/json");
          assertEquals([status, body.reason], [400, "BadRequest"]);
          const words = `the object provided is unrecognized (must be of type ${kind}): couldn't get version/kind; `;
          assertStringIncludes(body.message, words);
        }
      }
    },
  },
  {
    name: "a patch that is no JSON is a 400",
    async run(cluster) {
      const path = `${notebooksOf(cluster)}/a`;
      await ok(cluster, "POST", notebooksOf(cluster), notebook("a"));
      for (const type of ["merge-patch+json", "json-patch+json"]) {
        const { status, body } = await sendText(cluster, "PATCH", path, "{nope", `application/${type}`);
        assertEquals([status, body.reason], [400, "BadRequest"]);
        assertStringIncludes(body.message, "error decoding patch: ");
      }
      const applied = await sendText(
        cluster,
        "PATCH",
        `${path}?fieldManager=x`,
        "{a: [",
        "application/apply-patch+yaml",
      );
      assertEquals(applied.status, 400);
      assertStringIncludes(applied.body.message, "error decoding YAML: ");
    },
  },
  {
    name: "a body of another type than is taken is a 415 that names those",
    async run(cluster) {
      for (const path of [accountsOf(cluster), notebooksOf(cluster)]) {
        const { status, body } = await sendText(cluster, "POST", path, "{}", "text/plain");
        assertEquals([status, body.reason], [415, "UnsupportedMediaType"]);
        const words = "the body of the request was in an unknown format - accepted media types include: ";
        assertEquals(body.message, `${words}application/json, application/yaml, application/vnd.kubernetes.protobuf`);
      }
      await ok(cluster, "POST", notebooksOf(cluster), notebook("a"));
      const { status, body } = await sendText(cluster, "PATCH", `${notebooksOf(cluster)}/a`, "{}", "application/json");
      assertEquals([status, body.reason], [415, "UnsupportedMediaType"]);
      assertStringIncludes(
        body.message,
        "application/json-patch+json, application/merge-patch+json, application/apply",
      );
    },
  },
  {
    name: "a body may be YAML",
    async run(cluster) {
      const text = "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: written\n  labels: {a: b}\n";
      const { status, body } = await sendText(cluster, "POST", accountsOf(cluster), text, "application/yaml");
      assertEquals([status, body.metadata.labels], [201, { a: "b" }]);
    },
  },
  {
    name: "version and kind of a body are the path's, and a custom resource has to name its kind",
    async run(cluster) {
      const refused = async (path: string, body: unknown, code: number, words: string) => {
        const answer = await send(cluster, "POST", path, body);
        assertEquals(answer.status, code);
        assertStringIncludes(answer.body.message, words);
      };
      const version = "the API version in the data (kubeflow.org/v9) does not match the expected API version";
      await refused(notebooksOf(cluster), { ...notebook("x"), apiVersion: "kubeflow.org/v9" }, 400, version);
      const words = 'Pod in version "v1" cannot be handled as a ServiceAccount: ';
      await refused(accountsOf(cluster), { ...account("x"), kind: "Pod" }, 400, words);
      const kind = 'Other.kubeflow.org "x" is invalid: kind: Invalid value: "Other": must be Notebook';
      await refused(notebooksOf(cluster), { ...notebook("x"), kind: "Other" }, 422, kind);
      const { kind: _, ...unnamed } = notebook("x");
      const missing = "the object provided is unrecognized (must be of type Notebook): Object 'Kind' is missing in ";
      await refused(notebooksOf(cluster), unnamed, 400, missing);
      await ok(cluster, "POST", accountsOf(cluster), { metadata: { name: "x" } });
    },
  },
  {
    name: "a method that a path does not have is a 405, and does nothing",
    async run(cluster) {
      await ok(cluster, "POST", notebooksOf(cluster), notebook("a"));
      const collection = notebooksOf(cluster);
      const accounts = accountsOf(cluster);
      const paths = [["PUT", accounts], ["POST", `${accounts}/default`], ["POST", "/api/v1/serviceaccounts"]];
      for (const [method, path] of paths) {
        const { status, body } = await send(cluster, method, path, account("default"));
        assertEquals([status, body.reason, body.message], [405, "MethodNotAllowed", NOT_ALLOWED], `${method} ${path}`);
        assertEquals(body.details, {});
      }
      assertEquals((await patch(cluster, "merge", accounts, {})).status, 405);
      for (const method of ["DELETE", "POST"]) {
        const { status } = await send(cluster, method, `${collection}/a/status`, notebook("a"));
        assertEquals(status, 405, method);
      }
      await ok(cluster, "GET", `${collection}/a`);
    },
  },
  {
    name: "what does not exist is a 404 for every verb, and for its status",
    async run(cluster) {
      const custom = `${notebooksOf(cluster)}/none`;
      const set = `${setsOf(cluster)}/none`;
      for (const path of [custom, set, `${custom}/status`, `${set}/status`]) {
        await notThere(cluster, "GET", path);
        await notThere(cluster, "PATCH", path, {}, "application/merge-patch+json");
        await notThere(cluster, "PATCH", path, [], "application/json-patch+json");
      }
      await notThere(cluster, "PATCH", set, {}, "application/strategic-merge-patch+json");
      for (const path of [custom, set]) await notThere(cluster, "DELETE", path);
      const replacement = { ...notebook("none"), metadata: { name: "none", resourceVersion: "1" } };
      await notThere(cluster, "PUT", custom, replacement);
      await notThere(cluster, "PUT", `${custom}/status`, replacement);
    },
  },
  {
    name: "groups, versions and scopes that are not served are a 404",
    async run(cluster) {
      const { namespace } = cluster;
      const paths = ["/apis/none.example/v1/things", "/apis/apps/v9/statefulsets", "/api/v1/serviceaccounts/x"];
      for (const path of [...paths, `/api/v1/namespaces/${namespace}/nodes`, "/nothing"]) {
        assertEquals((await send(cluster, "GET", path)).status, 404, path);
      }
    },
  },
  {
    name: "name and namespace of a body are the path's",
    async run(cluster) {
      await ok(cluster, "POST", accountsOf(cluster), account("a"));
      await ok(cluster, "POST", notebooksOf(cluster), notebook("a"));
      const path = `${accountsOf(cluster)}/a`;
      const refused = async (request: ReturnType<typeof send>, words: string) => {
        const { status, body } = await request;
        assertEquals([status, body.reason, body.message], [400, "BadRequest", words]);
      };
      const name = "the name of the object (b) does not match the name on the URL (a)";
      await refused(send(cluster, "PUT", path, account("b")), name);
      await refused(patch(cluster, "merge", path, { metadata: { name: "b" } }), name);
      await refused(patch(cluster, "merge", `${notebooksOf(cluster)}/a`, { metadata: { name: "b" } }), name);
      const namespace = "the namespace of the provided object does not match the namespace sent on the request";
      await refused(send(cluster, "PUT", path, account("a", { namespace: "other" })), namespace);
      await refused(patch(cluster, "merge", path, { metadata: { namespace: "other" } }), namespace);
      const missing = "the name of the object (a based on URL) was undeterminable: name must be provided";
      await refused(send(cluster, "PUT", path, { metadata: {} }), missing);
    },
  },
  {
    name: "metadata that cannot be is a 422 with its cause",
    async run(cluster) {
      const refused = async (body: unknown, field: string, message: string) => {
        const answer = await send(cluster, "POST", accountsOf(cluster), body);
        assertEquals([answer.status, answer.body.reason], [422, "Invalid"]);
        assertEquals([answer.body.details.kind, answer.body.details.group], ["ServiceAccount", undefined]);
        const cause = answer.body.details.causes.find((each: Answer) => each.field === field);
        assertStringIncludes(cause?.message ?? "no cause", message);
      };
      await refused({ metadata: {} }, "metadata.name", "Required value: name or generateName is required");
      await refused(account("x".repeat(254)), "metadata.name", "must be no more than 253 characters");
      await refused(account("Upper"), "metadata.name", 'Invalid value: "Upper": a lowercase RFC 1123 subdomain');
      const large = account("x", { annotations: { a: "x".repeat(263_000) } });
      await refused(large, "metadata.annotations", "Too long: may not be more than 262144 bytes");
      const key = account("x", { labels: { "a b": "c" } });
      await refused(key, "metadata.labels", 'Invalid value: "a b": name part must consist of alphanumeric characters');
      const owner = account("x", { ownerReferences: [{ apiVersion: "v1", kind: "Pod", name: "x" }] });
      const unqualified = "name is neither a standard finalizer name nor is it fully qualified";
      await refused(account("x", { finalizers: ["held"] }), "metadata.finalizers[0]", unqualified);
      await refused(owner, "metadata.ownerReferences.uid", "must not be empty");
    },
  },
  {
    name: "what the server sets in metadata cannot be changed, and what it alone sets is not taken from a client",
    async run(cluster) {
      const uid = crypto.randomUUID();
      const forged = account("a", { uid, creationTimestamp: "2001-01-01T00:00:00Z", generation: 7 });
      const made = await ok(cluster, "POST", accountsOf(cluster), forged);
      assert(made.metadata.uid !== uid && !made.metadata.creationTimestamp.startsWith("2001"));
      const path = `${accountsOf(cluster)}/a`;
      const later = await patch(cluster, "merge", path, { metadata: { creationTimestamp: "2001-01-01T00:00:00Z" } });
      assertEquals(later.body.metadata.creationTimestamp, made.metadata.creationTimestamp);
      const replaced = await send(cluster, "PUT", path, account("a", { uid: crypto.randomUUID() }));
      assertEquals([replaced.status, replaced.body.reason], [409, "Conflict"]);
      assertStringIncludes(replaced.body.message, "Precondition failed: UID in precondition: ");
    },
  },
  {
    name: "options that make no sense are a 422 with their cause",
    async run(cluster) {
      await ok(cluster, "POST", notebooksOf(cluster), notebook("a"));
      const refused = async (request: ReturnType<typeof send>, kind: string, words: string) => {
        const { status, body } = await request;
        assertEquals([status, body.message], [422, `${kind}.meta.k8s.io "" is invalid: ${words}`]);
        assertEquals(body.details.causes.map((each: Answer) => `${each.field}: ${each.message}`), [words]);
      };
      const create = (query: string) => send(cluster, "POST", `${accountsOf(cluster)}?${query}`, account("x"));
      await refused(
        create("fieldValidation=Odd"),
        "CreateOptions",
        'fieldValidation: Unsupported value: "Odd": supported values: "", "Ignore", "Strict", "Warn"',
      );
      const long = "fieldManager: Too long: may not be more than 128 bytes";
      await refused(create(`fieldManager=${"x".repeat(129)}`), "CreateOptions", long);
      const dry = 'dryRun: Unsupported value: ["Some"]: supported values: "All"';
      await refused(create("dryRun=Some"), "CreateOptions", dry);
      const force = "force: Forbidden: may not be specified for non-apply patch";
      await refused(patch(cluster, "merge", `${notebooksOf(cluster)}/a?force=true`, {}), "PatchOptions", force);
      const remove = (options: unknown) => send(cluster, "DELETE", `${notebooksOf(cluster)}/a`, options);
      const policies = '"Foreground", "Background", "Orphan", "nil"';
      const policy = `propagationPolicy: Unsupported value: "Odd": supported values: ${policies}`;
      await refused(remove({ propagationPolicy: "Odd" }), "DeleteOptions", policy);
      const both = "orphanDependents and deletionPropagation cannot be both set";
      await refused(
        remove({ propagationPolicy: "Background", orphanDependents: true }),
        "DeleteOptions",
        `propagationPolicy: Invalid value: "Background": ${both}`,
      );
    },
  },
  {
    name: "a body that is larger than 3 MiB is a 413",
    async run(cluster) {
      const text = JSON.stringify(account("x", { annotations: { a: "x".repeat(3_200_000) } }));
      const { status, body } = await sendText(cluster, "POST", accountsOf(cluster), text, "application/json");
      assertEquals([status, body.reason], [413, "RequestEntityTooLarge"]);
      assertEquals(body.message, "Request entity too large: limit is 3145728");
    },
  },
  {
    name: "answers are YAML for whom wants it, and a 406 for whom wants what is not served",
    realOnly: "JSON is what everybody takes",
    async run(cluster) {
      const headers = (accept: string) => ({ headers: { accept } });
      const path = `${accountsOf(cluster)}/default`;
      const yaml = await send(cluster, "GET", path, undefined, headers("application/yaml"));
      assertEquals([yaml.status, yaml.headers.get("content-type")], [200, "application/yaml"]);
      const { status, body } = await send(cluster, "GET", path, undefined, headers("image/png"));
      assertEquals([status, body.reason], [406, "NotAcceptable"]);
    },
  },
  {
    name: "a collection is deleted as a whole, or as far as a selector reaches",
    realOnly: "collections are deleted one by one",
    async run(cluster) {
      for (const name of ["a", "b", "c"]) {
        await ok(cluster, "POST", notebooksOf(cluster), { ...notebook(name), metadata: { name, labels: { name } } });
      }
      const gone = await ok(cluster, "DELETE", `${notebooksOf(cluster)}?labelSelector=name%3Da`);
      assertEquals(gone.items.map((each: Answer) => each.metadata.name), ["a"]);
      await ok(cluster, "DELETE", notebooksOf(cluster));
      assertEquals((await ok(cluster, "GET", notebooksOf(cluster))).items, []);
    },
  },
];
