import { assertEquals, assertMatch } from "@std/assert";
import { eventAbout, eventsOf } from "../objects.ts";
import { type Answer, type ContractCase, ok, patch, send } from "../target.ts";

export const cases: ContractCase[] = [
  {
    name: "an Event keeps what its writer says of what happened, when and how often",
    async run(cluster) {
      const at = "2026-01-01T00:00:00Z";
      const source = { component: "contract", host: "node" };
      const told = { source, count: 1, firstTimestamp: at, lastTimestamp: at, reportingComponent: "contract" };
      await ok(cluster, "POST", eventsOf(cluster), eventAbout(cluster, "one", told));
      const { involvedObject, reason, message, type, ...event } = await ok(
        cluster,
        "GET",
        `${eventsOf(cluster)}/one.1`,
      );
      assertEquals([involvedObject.name, involvedObject.uid, reason, message], ["one", "uid-one", "Pulled", "pulled"]);
      assertEquals([type, event.source, event.count, event.firstTimestamp], ["Normal", source, 1, at]);
      assertEquals([event.reportingComponent, event.reportingInstance, event.metadata.generation], [
        "contract",
        "",
        undefined,
      ]);
    },
  },
  {
    name: "an Event that happens again is counted by a patch",
    async run(cluster) {
      const at = "2026-01-01T00:00:00Z";
      const told = { count: 1, firstTimestamp: at, lastTimestamp: at };
      await ok(cluster, "POST", eventsOf(cluster), eventAbout(cluster, "one", told));
      for (const [count, type] of [[2, "merge"], [3, "strategic"]] as const) {
        const later = `2026-01-01T00:00:0${count}Z`;
        const { body } = await patch(cluster, type, `${eventsOf(cluster)}/one.1`, { count, lastTimestamp: later });
        assertEquals([body.count, body.lastTimestamp, body.firstTimestamp], [count, later, at]);
      }
    },
  },
  {
    name: "a series of Events carries its count and its last time in microseconds",
    async run(cluster) {
      const eventTime = "2026-01-01T00:00:00.123456Z";
      const told = { eventTime, action: "Test", reportingComponent: "example.org/c", reportingInstance: "c-1" };
      const made = await ok(cluster, "POST", eventsOf(cluster), eventAbout(cluster, "one", told));
      assertEquals([made.eventTime, made.count], [eventTime, undefined]);
      const series = { count: 2, lastObservedTime: "2026-01-01T00:01:00.000000Z" };
      const { body } = await patch(cluster, "merge", `${eventsOf(cluster)}/one.1`, { series });
      assertEquals(body.series, series);
    },
  },
  {
    name: "an Event stands in the namespace of what it is about",
    async run(cluster) {
      for (const namespace of ["other", undefined]) {
        const involvedObject = { kind: "Pod", name: "one", namespace };
        const { status, body } = await send(
          cluster,
          "POST",
          eventsOf(cluster),
          eventAbout(cluster, "one", { involvedObject }),
        );
        const words = `involvedObject.namespace: Invalid value: "${namespace ?? ""}": does not match event.namespace`;
        assertEquals([status, body.message], [422, `Event "one.1" is invalid: ${words}`]);
      }
    },
  },
  {
    name: "Events are selected by reason, type, source and object, over all namespaces too",
    async run(cluster) {
      const source = { component: "kubelet" };
      await ok(cluster, "POST", eventsOf(cluster), eventAbout(cluster, "one", { source }));
      await ok(
        cluster,
        "POST",
        eventsOf(cluster),
        eventAbout(cluster, "two", { source, type: "Warning", reason: "Failed" }),
      );
      const select = async (path: string, terms: string) => {
        const { items } = await ok(cluster, "GET", `${path}?fieldSelector=${encodeURIComponent(terms)}`);
        return items.map((each: Answer) => each.metadata.name);
      };
      assertEquals(await select(eventsOf(cluster), "type=Warning,source=kubelet"), ["two.1"]);
      assertEquals(await select(eventsOf(cluster), "reason!=Failed"), ["one.1"]);
      const { namespace } = cluster;
      assertEquals(await select("/api/v1/events", `involvedObject.namespace=${namespace},reason=Pulled`), ["one.1"]);
      const { status, body } = await send(cluster, "GET", `${eventsOf(cluster)}?fieldSelector=message%3Dpulled`);
      assertEquals([status, body.message], [400, "field label not supported: message"]);
    },
  },
  {
    name: "an Event's name may be generated",
    async run(cluster) {
      const metadata = { generateName: "one." };
      const made = await ok(cluster, "POST", eventsOf(cluster), { ...eventAbout(cluster, "one"), metadata });
      assertMatch(made.metadata.name, /^one\.[a-z0-9]{5}$/);
    },
  },
  {
    name: "the same Events are in the group events.k8s.io under newer names",
    realOnly: "Events are read in the core group",
    async run(cluster) {
      await ok(cluster, "POST", eventsOf(cluster), eventAbout(cluster, "one"));
      const path = `/apis/events.k8s.io/v1/namespaces/${cluster.namespace}/events/one.1`;
      const { regarding, note } = await ok(cluster, "GET", path);
      assertEquals([regarding.name, note], ["one", "pulled"]);
    },
  },
];
