import { assertEquals } from "@std/assert";
import { FakeClock } from "../../platform/fake_clock.ts";
import { createLog } from "../../platform/log.ts";
import { ApiError, type KubeClient, type KubeObject, type ResourceType } from "../../kube/mod.ts";
import { until } from "../../kube/testing/until.ts";
import { removeFormerRoutes } from "./former_routes.ts";

const TYPE: ResourceType = {
  group: "gateway.networking.k8s.io",
  version: "v1",
  plural: "httproutes",
  kind: "HTTPRoute",
  namespaced: true,
};

function route(name: string, { manager = "atelier-controller", operation = "Apply", owner = "Notebook" } = {}) {
  const ownerReferences = [{ apiVersion: "kubeflow.org/v1", kind: owner, name, uid: "1", controller: true }];
  const managedFields = [{ manager, operation }];
  return { metadata: { namespace: "team", name, uid: `u-${name}`, ownerReferences, managedFields } } as KubeObject;
}

/** Somebody who removes from an apiserver that shows one route a page, and what is there and was said. */
function start(there: KubeObject[]) {
  const clock = new FakeClock();
  const over = new AbortController();
  const listeners = new Set<() => void>();
  const world = { there, isForbidden: false, former: [TYPE], said: [] as string[], unreplaced: new Set<string>() };
  const client = {
    list: (_: ResourceType, { continue: after = "0" }: { continue?: string }) => {
      if (world.isForbidden) return Promise.reject(new ApiError({ code: 403, message: "no" }));
      const next = Number(after) + 1;
      const items = there.slice(Number(after), next);
      return Promise.resolve({ items, metadata: next < there.length ? { continue: String(next) } : {} });
    },
    delete: (_: ResourceType, { name }: { name: string }, { preconditions }: { preconditions: { uid: string } }) => {
      world.there = world.there.filter((each) =>
        each.metadata.uid !== preconditions.uid || each.metadata.name !== name
      );
      return Promise.resolve();
    },
  } as unknown as KubeClient;
  const routes = {
    former: () => world.former,
    subscribe: (listener: () => void) => (listeners.add(listener), () => listeners.delete(listener)),
  };
  const isOwnedByOurs = ({ metadata }: KubeObject) => metadata.ownerReferences?.[0].kind === "Notebook";
  const isReplaced = ({ metadata }: KubeObject) => !world.unreplaced.has(metadata.name);
  const log = createLog({ level: "warn", write: (line: string) => void world.said.push(line) });
  const finished = removeFormerRoutes({ client, routes, isOwnedByOurs, isReplaced, clock, log }, over.signal);
  const advance = async (ms: number) => {
    await until(() => clock.sleeping > 0, "nobody waits");
    await clock.advance(ms);
  };
  const names = () => world.there.map((each) => each.metadata.name);
  const change = () => listeners.forEach((each) => each());
  return { world, names, change, advance, stop: () => (over.abort(), finished) };
}

Deno.test("routes that we applied and one of ours owns go, after the new ones had time; nobody else's does", async () => {
  const others = [
    route("kubeflows", { manager: "notebook-controller", operation: "Update" }),
    route("users", { owner: "Deployment" }),
  ];
  const { names, advance, stop } = start([route("a"), ...others, route("b")]);
  await advance(4_000);
  assertEquals(names(), ["a", "kubeflows", "users", "b"]);
  await advance(1_000);
  await until(() => names().length === 2, "two are left");
  assertEquals(names(), ["kubeflows", "users"]);
  await stop();
});

Deno.test("one whose successor could not be made stays, until there is one", async () => {
  const { world, names, advance, stop } = start([route("a"), route("b")]);
  world.unreplaced.add("a");
  await advance(5_000);
  await until(() => names().length === 1, "one is left");
  await advance(60_000);
  assertEquals(names(), ["a"]);
  world.unreplaced.clear();
  await advance(60_000);
  await until(() => names().length === 0, "none is left");
  await stop();
});

Deno.test("it is done again when another kind is made from now on", async () => {
  const { world, names, change, advance, stop } = start([route("a")]);
  world.former = [];
  await advance(5_000);
  assertEquals(names(), ["a"]);
  world.former = [TYPE];
  await advance(0);
  change();
  await advance(5_000);
  await until(() => names().length === 0, "none is left");
  await stop();
});

Deno.test("what may not be seen is said, and tried again", async () => {
  const { world, names, advance, stop } = start([route("a")]);
  world.isForbidden = true;
  await advance(5_000);
  await until(() => world.said.length === 1, "it is said");
  assertEquals(world.said[0].includes("HTTPRoute is not made any more"), true);
  world.isForbidden = false;
  await advance(60_000);
  await until(() => names().length === 0, "none is left");
  await stop();
});
