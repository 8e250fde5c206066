import { assertEquals } from "@std/assert";
import { FakeClock } from "../../platform/fake_clock.ts";
import { silentLog } from "../../platform/log.ts";
import {
  ApiError,
  type KubeClient,
  MUTATING_WEBHOOK_CONFIGURATIONS,
  PVC_VIEWERS,
  type ResourceType,
  type WebhookConfiguration,
} from "../../kube/mod.ts";
import { until } from "../../kube/testing/until.ts";
import { careForWebhooks } from "./care_for_webhooks.ts";
import { neededWebhooks } from "./needed_webhooks.ts";
import type { UnservedWebhook } from "./watched_webhooks.ts";

const NAME = "pvcviewer-mutating-webhook-configuration";

/** As Kubeflow's pvcviewer-controller installs it, with nobody who answers since the clock's beginning. */
function unservedSince(clock: FakeClock, service = "pvcviewer-webhook-service"): UnservedWebhook[] {
  const webhooks = [{
    name: "mpvcviewer.kb.io",
    clientConfig: {
      service: { namespace: "kubeflow", name: service, path: "/mutate-kubeflow-org-v1alpha1-pvcviewer" },
    },
    rules: [{ apiGroups: ["kubeflow.org"], operations: ["CREATE"], resources: ["pvcviewers"] }],
  }];
  const configuration = { metadata: { name: NAME, uid: "u1", resourceVersion: "7" }, webhooks } as WebhookConfiguration;
  const types = [PVC_VIEWERS] as ResourceType[];
  return neededWebhooks(configuration, MUTATING_WEBHOOK_CONFIGURATIONS, types).map((each) => ({
    ...each,
    sinceMs: clock.now().getTime(),
  }));
}

/** A term of somebody who cares, an apiserver that forbids removing while `isForbidden`, and what came of both. */
function startCare(service?: string) {
  const clock = new FakeClock();
  const over = new AbortController();
  const world = { isForbidden: false, tries: 0, there: [NAME], events: [] as string[] };
  let unserved = unservedSince(clock, service);
  const listeners = new Set<() => void>();
  const client = {
    delete: (_: ResourceType, { name }: { name: string }) => {
      world.tries++;
      if (world.isForbidden) return Promise.reject(new ApiError({ code: 403, message: "no" }));
      world.there = world.there.filter((each) => each !== name);
      unserved = [];
      listeners.forEach((each) => each());
      return Promise.resolve();
    },
  } as unknown as KubeClient;
  const webhooks = {
    unserved: () => unserved,
    subscribe: (listener: () => void) => (listeners.add(listener), () => listeners.delete(listener)),
    troubles: () => [],
    finished: Promise.resolve(),
  };
  const teller = {
    tell: (_: string, write: { event?: { reason?: string } }) => (world.events.push(write.event!.reason!), true),
  };
  const finished = careForWebhooks(
    { client, webhooks, teller: teller as never, clock, log: silentLog },
    over.signal,
  );
  const advance = async (ms: number) => {
    await until(() => clock.sleeping > 0, "nobody waits");
    await clock.advance(ms);
  };
  return { world, advance, stop: () => (over.abort(), finished) };
}

Deno.test("Kubeflow's webhook is told of once, and removed half a minute after nobody answers any more", async () => {
  const { world, advance, stop } = startCare();
  await advance(29_000);
  assertEquals(world, { isForbidden: false, tries: 0, there: [NAME], events: ["WebhookUnserved"] });
  await advance(1_000);
  assertEquals(world, {
    ...{ isForbidden: false, tries: 1, there: [] },
    events: ["WebhookUnserved", "WebhookRemoved"],
  });
  await stop();
});

Deno.test("where removing is forbidden it is tried again a minute later, and nothing is said twice", async () => {
  const { world, advance, stop } = startCare();
  world.isForbidden = true;
  await advance(30_000);
  await advance(59_000);
  assertEquals([world.tries, world.events], [1, ["WebhookUnserved"]]);
  world.isForbidden = false;
  await advance(1_000);
  assertEquals([world.tries, world.there], [2, []]);
  await stop();
});

Deno.test("one that our own webhooks answer is only told of", async () => {
  const { world, advance, stop } = startCare("atelier-webhook");
  await advance(600_000);
  assertEquals(world, { isForbidden: false, tries: 0, there: [NAME], events: ["WebhookUnserved"] });
  await stop();
});
