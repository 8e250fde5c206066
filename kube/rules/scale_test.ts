import { assertEquals, assertThrows } from "@std/assert";
import { ApiError } from "../errors.ts";
import { scaledTo, toScale } from "./scale.ts";

const SET = {
  metadata: { name: "x", namespace: "ns", uid: "u", resourceVersion: "7", labels: { a: "b" } },
  spec: { replicas: 2, selector: { matchLabels: { app: "x", tier: "y" } } },
  status: { replicas: 1 },
};

Deno.test("a scale has the identity and the replicas of its object, and which pods they are", () => {
  const scale = toScale(SET);
  assertEquals([scale.kind, scale.apiVersion, scale.spec], ["Scale", "autoscaling/v1", { replicas: 2 }]);
  assertEquals(scale.status, { replicas: 1, selector: "app=x,tier=y" });
  assertEquals([scale.metadata.resourceVersion, scale.metadata.labels], ["7", undefined]);
  assertEquals(toScale({ metadata: { name: "x" } }).spec, {});
});

Deno.test("an object takes the replicas of a scale, and its resourceVersion", () => {
  const scaled = scaledTo(SET, { kind: "Scale", metadata: { resourceVersion: "6" }, spec: { replicas: 5 } });
  assertEquals([scaled.spec, scaled.metadata.resourceVersion], [{ ...SET.spec, replicas: 5 }, "6"]);
  assertEquals(scaledTo(SET, {}).spec, { ...SET.spec, replicas: 0 });
});

Deno.test("what is no scale, or less than nothing, is refused", () => {
  const codeOf = (scale: unknown) => assertThrows(() => scaledTo(SET, scale), ApiError).code;
  assertEquals([{ kind: "Pod" }, "x", { spec: { replicas: -1 } }].map(codeOf), [400, 400, 422]);
});
