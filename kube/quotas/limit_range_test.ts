import { assertEquals } from "@std/assert";
import type { UntypedObject } from "../object.ts";
import { applyLimitRanges, completeLimitRange, refuseByLimitRange } from "./limit_range.ts";

const range = (...limits: unknown[]): UntypedObject => ({
  ...{ kind: "LimitRange", metadata: { name: "l" }, spec: { limits } },
});
const pod = (...resources: unknown[]): UntypedObject => ({
  ...{ kind: "Pod", metadata: { name: "p" } },
  spec: { containers: resources.map((each, i) => ({ name: `c${i}`, resources: each })) },
});

Deno.test("a LimitRange's defaults are its maxima, and requests its limits or minima", () => {
  const made = range({ type: "Container", max: { cpu: "2" }, min: { memory: "1Mi" } }, {
    type: "Pod",
    max: { cpu: "3" },
  });
  completeLimitRange(made);
  const [container, whole] = (made.spec as { limits: Record<string, unknown>[] }).limits;
  assertEquals([container.default, container.defaultRequest], [{ cpu: "2" }, { cpu: "2", memory: "1Mi" }]);
  assertEquals(whole, { type: "Pod", max: { cpu: "3" } });
});

Deno.test("applyLimitRanges() fills in what containers do not state, and says so", () => {
  const made = pod({}, { limits: { cpu: "1" }, requests: { cpu: "1" } });
  applyLimitRanges(made, [range({ type: "Container", default: { cpu: "500m" }, defaultRequest: { cpu: "100m" } })]);
  const { containers } = made.spec as { containers: { resources: unknown }[] };
  assertEquals(containers[0].resources, { limits: { cpu: "500m" }, requests: { cpu: "100m" } });
  assertEquals(containers[1].resources, { limits: { cpu: "1" }, requests: { cpu: "1" } });
  assertEquals(made.metadata.annotations, {
    "kubernetes.io/limit-ranger": "LimitRanger plugin set: cpu request for container c0; cpu limit for container c0",
  });
});

Deno.test("refuseByLimitRange() tells all that is outside the bounds", () => {
  const bounds = [
    range({ type: "Container", min: { cpu: "50m" }, max: { cpu: "1" } }, { type: "Pod", max: { cpu: "1500m" } }),
  ];
  const refuse = (...resources: unknown[]) => refuseByLimitRange(pod(...resources), bounds);
  const both = (cpu: string, asked = cpu) => ({ limits: { cpu }, requests: { cpu: asked } });
  assertEquals(refuse(both("1")), undefined);
  assertEquals(refuse(both("1", "10m")), "minimum cpu usage per Container is 50m, but request is 10m");
  assertEquals(refuse(both("1"), both("1")), "maximum cpu usage per Pod is 1500m, but limit is 2");
  assertEquals(
    refuse(both("2")),
    "[maximum cpu usage per Container is 1, but limit is 2, maximum cpu usage per Pod is 1500m, but limit is 2]",
  );
  assertEquals(
    refuse({ requests: { cpu: "1" } }),
    "[maximum cpu usage per Container is 1.  No limit is specified, maximum cpu usage per Pod is 1500m.  No limit is specified]",
  );
});

Deno.test("a claim is bounded by its request", () => {
  const claim = (storage: string): UntypedObject => ({
    ...{ kind: "PersistentVolumeClaim", metadata: { name: "c" }, spec: { resources: { requests: { storage } } } },
  });
  const bounds = [range({ type: "PersistentVolumeClaim", max: { storage: "1Gi" } })];
  assertEquals(refuseByLimitRange(claim("1024Mi"), bounds), undefined);
  assertEquals(
    refuseByLimitRange(claim("2Gi"), bounds),
    "maximum storage usage per PersistentVolumeClaim is 1Gi, but request is 2Gi",
  );
});
