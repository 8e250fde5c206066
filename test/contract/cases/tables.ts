import { assert, assertEquals, assertMatch } from "@std/assert";
import { version, withThings } from "../definition.ts";
import {
  accountsOf,
  claim,
  claimsOf,
  eventAbout,
  eventsOf,
  notebook,
  notebooksOf,
  pod,
  podsOf,
  service,
  servicesOf,
  setsOf,
  statefulSet,
} from "../objects.ts";
import { type Answer, type ContractCase, type ContractTarget, ok, patch, watchUntil } from "../target.ts";

const TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

const tableOf = (cluster: ContractTarget, path: string): Promise<Answer> =>
  ok(cluster, "GET", path, undefined, { headers: { accept: TABLE } });

/** The columns that kubectl shows without `-o wide`. */
const namesIn = ({ columnDefinitions }: Answer): string[] =>
  columnDefinitions.filter((each: Answer) => each.priority === 0).map((each: Answer) => each.name);

export const cases: ContractCase[] = [
  {
    name: "a Table shows a kind's columns, in lists and in watches",
    async run(cluster) {
      await ok(cluster, "POST", podsOf(cluster), pod("shown"));
      const table = await ok(cluster, "GET", podsOf(cluster), undefined, { headers: { accept: TABLE } });
      assertEquals([table.kind, table.apiVersion], ["Table", "meta.k8s.io/v1"]);
      const names = table.columnDefinitions.filter((each: Answer) => each.priority === 0).map((each: Answer) =>
        each.name
      );
      assertEquals(names, ["Name", "Ready", "Status", "Restarts", "Age"]);
      assertEquals(table.rows[0].cells.slice(0, 4).map(String), ["shown", "0/1", "Pending", "0"]);
      assertEquals(table.rows[0].object.kind, "PartialObjectMetadata");
      const frames = await watchUntil(cluster, `${podsOf(cluster)}?watch=1`, (all) => all.length >= 1, {
        accept: TABLE,
      });
      assertEquals([frames[0].type, frames[0].object.kind], ["ADDED", "Table"]);
    },
  },
  {
    name: "a custom resource's columns are those of its definition, a Service's those of kubectl",
    async run(cluster) {
      await ok(cluster, "POST", notebooksOf(cluster), notebook("shown"));
      const headers = { accept: TABLE };
      const table = await ok(cluster, "GET", notebooksOf(cluster), undefined, { headers });
      assertEquals(table.columnDefinitions.map((each: Answer) => each.name), [
        "Name",
        "State",
        "Reason",
        "Image",
        "Age",
      ]);
      assertEquals(table.rows[0].cells[3], "jupyter/base-notebook");
      await ok(cluster, "POST", servicesOf(cluster), service("shown"));
      const services = await ok(cluster, "GET", servicesOf(cluster), undefined, { headers });
      const [, type, , external, ports] = services.rows[0].cells;
      assertEquals([type, external, ports], ["ClusterIP", "<none>", "80/TCP"]);
    },
  },
  {
    name: "columns of a custom resource print every type, parts of lists, and nothing for what is not there",
    async run(cluster) {
      const text = { type: "string" };
      const properties = {
        ...{ size: { type: "integer" }, part: { type: "number" }, flag: { type: "boolean" }, at: text },
        ...{ list: { type: "array", items: text }, map: { type: "object", additionalProperties: { type: "integer" } } },
        items: { type: "array", items: { type: "object", properties: { key: text, value: text } } },
      };
      const columns = [
        { name: "Size", type: "integer", jsonPath: ".spec.size" },
        { name: "Part", type: "number", jsonPath: ".spec.part", priority: 1, description: "how much" },
        { name: "Flag", type: "boolean", jsonPath: ".spec.flag" },
        { name: "At", type: "date", jsonPath: ".spec.at" },
        { name: "First", type: "string", jsonPath: ".spec.list[0]" },
        { name: "Found", type: "string", jsonPath: '.spec.items[?(@.key=="b")].value' },
        { name: "Map", type: "string", jsonPath: ".spec.map" },
      ];
      const printed = version(properties, { additionalPrinterColumns: columns });
      await withThings(cluster, [printed], async ({ things, thing }) => {
        const items = [{ key: "a", value: "1" }, { key: "b", value: "2" }];
        const spec = {
          size: 4,
          part: 1.5,
          flag: false,
          at: "2020-01-01T00:00:00Z",
          list: ["x", "y"],
          map: { a: 1 },
          items,
        };
        await ok(cluster, "POST", things(), thing("full", spec));
        await ok(cluster, "POST", things(), thing("nothing", {}));
        const { columnDefinitions, rows: [full, nothing] } = await tableOf(cluster, things());
        assertEquals(columnDefinitions.map((each: Answer) => each.name), ["Name", ...columns.map(({ name }) => name)]);
        assertEquals(columnDefinitions.map((each: Answer) => each.type), [
          "string",
          ...columns.map(({ type }) => type),
        ]);
        assertEquals([columnDefinitions[2].priority, columnDefinitions[2].description], [1, "how much"]);
        const [, size, part, flag, at, first, found, map] = full.cells;
        assertEquals([size, part, flag, first, found, map], [4, 1.5, false, "x", "2", '{"a":1}']);
        assertMatch(at, /^\dy(\d+d)?$/);
        assertEquals(nothing.cells, ["nothing", null, null, null, null, null, null, null]);
      });
    },
  },
  {
    name: "a kind without columns shows its name and age",
    async run(cluster) {
      const plain = version({});
      await withThings(cluster, [plain], async ({ things, thing }) => {
        await ok(cluster, "POST", things(), thing("one"));
        const table = await tableOf(cluster, things());
        assertEquals(namesIn(table), ["Name", "Age"]);
        assertMatch(table.rows[0].cells[1], /^\d+s$/);
      });
    },
  },
  {
    name: "built-ins show kubectl's columns",
    async run(cluster) {
      await ok(cluster, "POST", claimsOf(cluster), claim("c"));
      await ok(cluster, "POST", setsOf(cluster), statefulSet("s"));
      await ok(cluster, "POST", eventsOf(cluster), eventAbout(cluster, "one"));
      const shown = async (path: string) => namesIn(await tableOf(cluster, path));
      assertEquals(await shown(setsOf(cluster)), ["Name", "Ready", "Age"]);
      const claims = [
        "Name",
        "Status",
        "Volume",
        "Capacity",
        "Access Modes",
        "StorageClass",
        "VolumeAttributesClass",
        "Age",
      ];
      assertEquals(await shown(claimsOf(cluster)), claims);
      assertEquals(await shown(eventsOf(cluster)), ["Last Seen", "Type", "Reason", "Object", "Message"]);
      assertEquals(await shown("/api/v1/namespaces"), ["Name", "Status", "Age"]);
      assertEquals(await shown("/apis/storage.k8s.io/v1/storageclasses"), [
        ...["Name", "Provisioner", "ReclaimPolicy", "VolumeBindingMode", "AllowVolumeExpansion", "Age"],
      ]);
      const [row] = (await tableOf(cluster, setsOf(cluster))).rows;
      assertEquals(row.cells.slice(0, 2), ["s", "0/0"]);
    },
  },
  {
    name: "a pod's one word says what its containers say, and its restarts are counted",
    async run(cluster) {
      await ok(cluster, "POST", podsOf(cluster), pod("p"));
      const wordFor = async (status: Answer) => {
        await patch(cluster, "merge", `${podsOf(cluster)}/p/status`, { status });
        return (await tableOf(cluster, `${podsOf(cluster)}/p`)).rows[0].cells.slice(1, 4).map(String);
      };
      const container = (state: Answer, more: Answer = {}) => ({
        phase: "Running",
        containerStatuses: [{ name: "main", image: "i", imageID: "", ready: false, restartCount: 0, state, ...more }],
      });
      assertEquals(await wordFor(container({ waiting: { reason: "ImagePullBackOff" } })), [
        "0/1",
        "ImagePullBackOff",
        "0",
      ]);
      const running = container({ running: { startedAt: "2026-01-01T00:00:00Z" } }, { ready: true });
      assertEquals(await wordFor(running), ["1/1", "Running", "0"]);
      const ended = { exitCode: 137, reason: "OOMKilled", startedAt: null, finishedAt: null };
      assertEquals(await wordFor(container({ terminated: ended }, { restartCount: 2 })), ["0/1", "OOMKilled", "2"]);
      const bare = { exitCode: 3, startedAt: null, finishedAt: null };
      assertEquals((await wordFor(container({ terminated: bare })))[1], "ExitCode:3");
      assertEquals((await wordFor({ phase: "Failed", reason: "Evicted", containerStatuses: [] }))[1], "Evicted");
    },
  },
  {
    name: "a Table carries objects as a whole, their metadata, or none, as is asked",
    async run(cluster) {
      const objectIn = async (include: string) =>
        (await tableOf(cluster, `${accountsOf(cluster)}?includeObject=${include}`)).rows[0].object;
      assertEquals((await objectIn("Metadata")).kind, "PartialObjectMetadata");
      assertEquals((await objectIn("Object")).metadata.name, "default");
      assertEquals(await objectIn("None") ?? null, null);
      const page = await tableOf(cluster, `${accountsOf(cluster)}?limit=1`);
      assert(page.metadata.resourceVersion && page.rows.length === 1);
    },
  },
];
