import { assert, assertEquals } from "@std/assert";
import { parseAll } from "@std/yaml";
import { createApi } from "../../api/run.ts";
import { run as runController } from "../../controller/run.ts";
import {
  CLUSTER_ROLE_BINDINGS,
  CLUSTER_ROLES,
  type ClusterRole,
  type KubeClient,
  NAMESPACES,
  NOTEBOOKS,
} from "../../kube/mod.ts";
import { silentLog } from "../../platform/log.ts";
import { type ControlPlane, startControlPlane } from "../controlplane/control_plane.ts";
import { waitFor } from "../e2e/wait_for.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const RBAC = "rbac.authorization.k8s.io";
/** A refusal has to last before it counts. */
const LIMIT = { timeoutMs: 60_000 };

/** A part of ours that may do all of its role, but list and watch one resource. */
interface Blind {
  resource: string;
  refusals: () => string[];
  isReady: () => boolean;
}

Deno.test("whatever single resource may not be watched is named, and nothing else is", async (t) => {
  await using plane = await startControlPlane({ say: console.log, crdDirs: [`${ROOT}crds`, `${ROOT}sandbox/crds`] });
  const admin = await plane.client();
  const over = new AbortController();
  const ended: Promise<unknown>[] = [];
  const refusesOnly = ({ resource, refusals }: Blind) =>
    waitFor(`the refusal of ${resource} is told`, () => {
      const told = refusals();
      return told.length === 1 && told[0].includes(`cannot watch resource "${resource}" in API group`);
    }, LIMIT);

  const startBlind = {
    controller: async (resource: string) => {
      // One kind of route is watched: Istio's, where both are installed.
      const routes = resource === "httproutes" ? "gateway-api" as const : "istio" as const;
      const client = await blindClient(plane, "controller", resource);
      const controller = await runController({ client, routes }, over.signal);
      ended.push(controller.finished);
      return { resource, refusals: controller.refusals, isReady: () => true };
    },
    api: async (resource: string) => {
      const config = { log: silentLog, uiDir: ROOT, rightsFrom: "rbac" as const, authentication: {} };
      const client = await blindClient(plane, "api", resource);
      const form = { notebookForm: () => ({ images: [] }) };
      const { stores, ...api } = createApi({ ...config, ...form, client, host: "127.0.0.1", port: 0 }, over.signal);
      ended.push(stores.finished);
      return { resource, refusals: api.shortcomings, isReady: api.isReady };
    },
  };

  await t.step("by controller and api, of which each is ready all the same", async () => {
    const blind = await Promise.all((["controller", "api"] as const).map(async (part) => {
      const resources = await watchedBy(part);
      assertEquals(resources.length, { controller: 16, api: 13 }[part]);
      return await Promise.all(resources.map(startBlind[part]));
    }));
    await Promise.all(
      blind.flat().map(async (each) => {
        await refusesOnly(each);
        assert(each.isReady());
      }),
    );
  });

  over.abort();
  await Promise.all(ended);
  await t.step("on a notebook, where nobody knows which routes there are", async () => {
    await admin.create(NAMESPACES, { metadata: { name: "rights" } });
    for (const [resource, routes] of [["customresourcedefinitions", "auto"], ["virtualservices", "istio"]] as const) {
      await saysWhyThereIsNoRoute(plane, admin, resource, routes);
    }
  });
});

async function saysWhyThereIsNoRoute(
  plane: ControlPlane,
  admin: KubeClient,
  resource: string,
  routes: "auto" | "istio",
): Promise<void> {
  const key = { namespace: "rights", name: resource };
  const containers = [{ name: resource, image: "example.org/jupyter" }];
  await admin.create(NOTEBOOKS, { metadata: key, spec: { template: { spec: { containers } } } });
  const over = new AbortController();
  const client = await plane.client({ name: userOf("controller", resource) });
  const controller = await runController({ client, routes }, over.signal);
  await waitFor("the notebook says what may not be seen", async () => {
    const conditions = (await admin.get(NOTEBOOKS, key)).status?.conditions ?? [];
    const found = conditions.find((each) => each.type === "RouteUnavailable");
    return found?.reason === "NotAllowedToSee" &&
      found.message?.includes(`cannot watch resource "${resource}"`) === true;
  }, LIMIT);
  over.abort();
  await controller.finished;
}

const userOf = (part: string, resource: string) => `${part}-without-${resource}`;

/** What a part is deployed with; of the api also what dev adds, since it watches roles here. */
async function rulesOf(part: "controller" | "api") {
  const files = [`base/access/${part}-role`, ...(part === "api" ? ["dev/api-role"] : [])];
  const texts = await Promise.all(files.map((file) => Deno.readTextFile(`${ROOT}deploy/${file}.yaml`)));
  return texts.flatMap((text) => (parseAll(text) as ClusterRole[])[0].rules ?? []);
}

async function watchedBy(part: "controller" | "api"): Promise<string[]> {
  const rules = (await rulesOf(part)).filter((rule) => rule.verbs.includes("watch"));
  // Slices are watched where a webhook needs them, and there is none here.
  return rules.flatMap((rule) => rule.resources ?? []).filter((each) => each !== "endpointslices");
}

/** The client of a user who has the part's role but for lists and watches of `resource`. */
async function blindClient(plane: ControlPlane, part: "controller" | "api", resource: string): Promise<KubeClient> {
  const admin = await plane.client();
  const name = userOf(part, resource);
  const rules = (await rulesOf(part)).flatMap((rule) =>
    (rule.resources ?? []).map((each) => {
      const isCut = each === resource;
      const verbs = rule.verbs.filter((verb) => !isCut || !["list", "watch"].includes(verb));
      // RBAC takes no rule without verbs.
      return { ...rule, resources: [each], verbs: verbs.length > 0 ? verbs : ["get"] };
    })
  );
  await admin.create(CLUSTER_ROLES, { metadata: { name }, rules });
  await admin.create(CLUSTER_ROLE_BINDINGS, {
    metadata: { name },
    roleRef: { apiGroup: RBAC, kind: "ClusterRole", name },
    subjects: [{ apiGroup: RBAC, kind: "User", name }],
  });
  return await plane.client({ name });
}
