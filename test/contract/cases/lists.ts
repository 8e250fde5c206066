import { assert, assertEquals, assertMatch } from "@std/assert";
import { accountsOf, eventAbout, eventsOf, notebook, notebooksOf, pod, podsOf } from "../objects.ts";
import { type Answer, type ContractCase, type ContractTarget, eventually, ok, send } from "../target.ts";

const namesOf = (list: Answer): string[] => list.items.map((each: Answer) => each.metadata.name);

async function makeNotebooks(cluster: ContractTarget, names: string[]): Promise<void> {
  for (const name of names) await ok(cluster, "POST", notebooksOf(cluster), notebook(name));
}

/** Asserts the words with which a list of notebooks is refused. */
async function refused(cluster: ContractTarget, query: string, code: number, words: string): Promise<void> {
  const { status, body } = await send(cluster, "GET", `${notebooksOf(cluster)}?${query}`);
  assertEquals([status, body.message], [code, words], query);
}

/** The words of a 422 about one of a list's options. */
const forbidden = (why: string) =>
  `ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch ${why}`;

export const cases: ContractCase[] = [
  {
    name: "lists come in pages that show one moment",
    async run(cluster) {
      const path = notebooksOf(cluster);
      await makeNotebooks(cluster, ["a", "b", "c", "d", "e"]);
      const first = await ok(cluster, "GET", `${path}?limit=2`);
      assertEquals(namesOf(first), ["a", "b"]);
      await ok(cluster, "DELETE", `${path}/d`);
      const rest = await ok(cluster, "GET", `${path}?limit=5&continue=${encodeURIComponent(first.metadata.continue)}`);
      assertEquals(namesOf(rest), ["c", "d", "e"]);
      assertEquals(rest.metadata.resourceVersion, first.metadata.resourceVersion);
      assertEquals(rest.metadata.continue ?? "", "");
    },
  },
  {
    name: "a page says how many objects remain, unless labels or fields select",
    async run(cluster) {
      await makeNotebooks(cluster, ["a", "b", "c"]);
      const page = async (query: string) => (await ok(cluster, "GET", `${notebooksOf(cluster)}?${query}`)).metadata;
      const first = await page("limit=1");
      assertEquals(first.remainingItemCount, 2);
      assertEquals((await page(`limit=1&continue=${first.continue}`)).remainingItemCount, 1);
      assertEquals((await page("limit=3")).remainingItemCount, undefined);
      assertEquals((await page("limit=1&labelSelector=!x")).remainingItemCount, undefined);
      assertEquals((await page("limit=1&fieldSelector=metadata.name!%3Dx")).remainingItemCount, undefined);
    },
  },
  {
    name: "a selector applies before the page is cut",
    async run(cluster) {
      for (const name of ["a", "b", "c", "d"]) {
        const labels = { parity: name === "b" || name === "d" ? "even" : "odd" };
        await ok(cluster, "POST", notebooksOf(cluster), { ...notebook(name), metadata: { name, labels } });
      }
      const path = `${notebooksOf(cluster)}?limit=1&labelSelector=parity%3Deven`;
      const first = await ok(cluster, "GET", path);
      assertEquals(namesOf(first), ["b"]);
      const second = await ok(cluster, "GET", `${path}&continue=${encodeURIComponent(first.metadata.continue)}`);
      assertEquals(namesOf(second), ["d"]);
    },
  },
  {
    name: "a continue token that is none, and one beside a resourceVersion, are a 400",
    async run(cluster) {
      await makeNotebooks(cluster, ["a", "b"]);
      const { status, body } = await send(cluster, "GET", `${notebooksOf(cluster)}?limit=1&continue=nonsense!`);
      assertEquals([status, body.reason], [400, "BadRequest"]);
      assertMatch(body.message, /^invalid continue token: continue key is not valid: /);
      const { metadata } = await ok(cluster, "GET", `${notebooksOf(cluster)}?limit=1`);
      const query = `limit=1&continue=${metadata.continue}`;
      const words = "specifying resource version is not allowed when using continue";
      await refused(cluster, `${query}&resourceVersion=${metadata.resourceVersion}`, 400, words);
      assertEquals(namesOf(await ok(cluster, "GET", `${notebooksOf(cluster)}?${query}&resourceVersion=0`)), ["b"]);
    },
  },
  {
    name: "a limit that is no number is a 400, and resourceVersion 0 needs no pages",
    async run(cluster) {
      await makeNotebooks(cluster, ["a", "b"]);
      await refused(cluster, "limit=many", 400, 'strconv.ParseInt: parsing "many": invalid syntax');
      // What is asked for from any moment may be a moment old.
      const list = () => ok(cluster, "GET", `${notebooksOf(cluster)}?limit=1&resourceVersion=0`);
      assertEquals(namesOf(await eventually(list, ({ items }) => items.length > 1)), ["a", "b"]);
    },
  },
  {
    name: "labels and fields select",
    async run(cluster) {
      for (const [name, labels] of Object.entries({ a: { app: "x", tier: "1" }, b: { app: "y" }, c: {} })) {
        await ok(cluster, "POST", podsOf(cluster), { ...pod(name), metadata: { name, labels } });
      }
      const select = async (query: string) => namesOf(await ok(cluster, "GET", `${podsOf(cluster)}?${query}`)).join();
      const byLabel = (selector: string) => select(`labelSelector=${encodeURIComponent(selector)}`);
      assertEquals(await byLabel("app=x"), "a");
      assertEquals(await byLabel("app==x"), "a");
      assertEquals(await byLabel("app!=x"), "b,c");
      assertEquals(await byLabel("app in (x, y),tier"), "a");
      assertEquals(await byLabel("app notin (x)"), "b,c");
      assertEquals(await byLabel("!app"), "c");
      assertEquals(await select("fieldSelector=metadata.name%3Db"), "b");
      assertEquals(await select("fieldSelector=spec.nodeName%3D"), "a,b,c");
      assertEquals(await select("fieldSelector=status.phase!%3DPending"), "");
      assertEquals(await select("labelSelector=app&fieldSelector=metadata.name!%3Da"), "b");
    },
  },
  {
    name: "a selector that cannot be read, or names another field than may be selected, is a 400",
    async run(cluster) {
      const words = "unable to parse requirement: found";
      await refused(cluster, "labelSelector=a+b", 400, `${words} 'b', expected: in, notin, =, ==, !=, gt, lt`);
      await refused(cluster, "labelSelector=a+in+x", 400, `${words} 'x' expected: '('`);
      await refused(
        cluster,
        "fieldSelector=nonsense",
        400,
        "invalid selector: 'nonsense'; can't understand 'nonsense'",
      );
      await refused(cluster, "fieldSelector=spec.x%3D1", 400, "field label not supported: spec.x");
      const { status } = await send(cluster, "GET", `${podsOf(cluster)}?fieldSelector=spec.nonsense%3D1`);
      assertEquals(status, 400);
    },
  },
  {
    name: "Events are selected by the object that they are about",
    async run(cluster) {
      for (const name of ["one", "two"]) await ok(cluster, "POST", eventsOf(cluster), eventAbout(cluster, name));
      const selector = encodeURIComponent(`involvedObject.name=one,involvedObject.kind=Pod,involvedObject.uid=uid-one`);
      assertEquals(namesOf(await ok(cluster, "GET", `${eventsOf(cluster)}?fieldSelector=${selector}`)), ["one.1"]);
    },
  },
  {
    name: "a list over all namespaces holds those of each, and can be narrowed to one",
    async run(cluster) {
      await makeNotebooks(cluster, ["everywhere"]);
      const all = await ok(cluster, "GET", "/apis/kubeflow.org/v1/notebooks");
      const { namespace } = cluster;
      assert(all.items.some(({ metadata }: Answer) => metadata.namespace === namespace), "ours is among them");
      const path = `/apis/kubeflow.org/v1/notebooks?fieldSelector=metadata.namespace%3D${namespace}`;
      assertEquals(namesOf(await ok(cluster, "GET", path)), ["everywhere"]);
    },
  },
  {
    name: "a list names its kind, and its items name theirs only where they are custom resources",
    async run(cluster) {
      await makeNotebooks(cluster, ["a"]);
      const custom = await ok(cluster, "GET", notebooksOf(cluster));
      assertEquals([custom.kind, custom.apiVersion], ["NotebookList", "kubeflow.org/v1"]);
      assertEquals(custom.items[0].kind, "Notebook");
      const accounts = await ok(cluster, "GET", accountsOf(cluster));
      assertEquals([accounts.kind, accounts.items[0].kind], ["ServiceAccountList", undefined]);
    },
  },
  {
    name: "a list at an exact resourceVersion shows that moment, one not older than it what is now",
    async run(cluster) {
      await makeNotebooks(cluster, ["a"]);
      const { metadata: { resourceVersion } } = await ok(cluster, "GET", notebooksOf(cluster));
      await makeNotebooks(cluster, ["b"]);
      await ok(cluster, "DELETE", `${notebooksOf(cluster)}/a`);
      const at = (match: string) =>
        ok(cluster, "GET", `${notebooksOf(cluster)}?resourceVersion=${resourceVersion}&resourceVersionMatch=${match}`);
      const exact = await at("Exact");
      assertEquals([namesOf(exact), exact.metadata.resourceVersion], [["a"], resourceVersion]);
      const newer = await at("NotOlderThan");
      assert(Number(newer.metadata.resourceVersion) >= Number(resourceVersion));
      assertEquals(namesOf(await ok(cluster, "GET", notebooksOf(cluster))), ["b"]);
    },
  },
  {
    name: "a resourceVersion that the server has not reached is a 504 that says to ask again",
    async run(cluster) {
      for (const query of ["", "&resourceVersionMatch=NotOlderThan", "&resourceVersionMatch=Exact"]) {
        const path = `${notebooksOf(cluster)}?resourceVersion=999999999${query}`;
        const { status, body, headers } = await send(cluster, "GET", path);
        assertEquals([status, body.reason, headers.get("retry-after")], [504, "Timeout", "1"]);
        assertMatch(body.message, /^Timeout: Too large resource version: 999999999, current: \d+$/);
        const causes = [{ reason: "ResourceVersionTooLarge", message: "Too large resource version" }];
        assertEquals(body.details, { causes, retryAfterSeconds: 1 });
      }
    },
  },
  {
    name: "resourceVersions and how to match them are refused in Kubernetes' words where they make no sense",
    async run(cluster) {
      const notNumber = 'resourceVersion: Invalid value: "x": strconv.ParseUint: parsing "x": invalid syntax';
      await refused(cluster, "resourceVersion=x", 400, `invalid resource version: ${notNumber}`);
      const alone = forbidden("is forbidden unless resourceVersion is provided");
      await refused(cluster, "resourceVersionMatch=Exact", 422, alone);
      const zero = forbidden('"exact" is forbidden for resourceVersion "0"');
      await refused(cluster, "resourceVersion=0&resourceVersionMatch=Exact", 422, zero);
      const { status, body } = await send(
        cluster,
        "GET",
        `${notebooksOf(cluster)}?resourceVersion=5&resourceVersionMatch=Odd`,
      );
      assertEquals([status, body.details.causes], [422, [{
        reason: "FieldValueNotSupported",
        message: 'Unsupported value: "Odd": supported values: "Exact", "NotOlderThan", ""',
        field: "resourceVersionMatch",
      }]]);
      const initial = "sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list";
      await refused(cluster, "sendInitialEvents=true", 422, `ListOptions.meta.k8s.io "" is invalid: ${initial}`);
    },
  },
  {
    name: "one object may be asked for from any resourceVersion, and not from one that is still to come",
    async run(cluster) {
      await makeNotebooks(cluster, ["a"]);
      const get = () => send(cluster, "GET", `${notebooksOf(cluster)}/a?resourceVersion=0`);
      const got = await eventually(get, ({ status }) => status === 200);
      assertEquals(got.body.metadata.name, "a");
      const { status, body } = await send(cluster, "GET", `${notebooksOf(cluster)}/a?resourceVersion=999999999`);
      assertEquals([status, body.reason], [504, "Timeout"]);
    },
  },
];
