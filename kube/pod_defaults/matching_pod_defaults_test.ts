import { assertEquals } from "@std/assert";
import type { PodDefault } from "../resources/pod_default.ts";
import { matchingPodDefaults, type PodShape } from "./matching_pod_defaults.ts";

const podDefault = (name: string, selector: unknown, namespace = "team") =>
  ({ metadata: { namespace, name }, spec: { selector } }) as PodDefault;
const matching = (podDefaults: PodDefault[], metadata: PodShape["metadata"]) =>
  matchingPodDefaults(podDefaults, { metadata }).map((each) => each.metadata.name);
const gpu = { matchLabels: { gpu: "true" } };

Deno.test("they apply in the order of their names", () => {
  assertEquals(matching(["b", "a-1", "a", "B"].map((name) => podDefault(name, gpu)), { labels: { gpu: "true" } }), [
    "B",
    "a",
    "a-1",
    "b",
  ]);
});

Deno.test("labels and expressions have to be met, all of them", () => {
  const expression = (operator: string, values?: string[]) => ({
    matchExpressions: [{ key: "gpu", operator, values }],
  });
  const all = [
    podDefault("labels", gpu),
    podDefault("in", expression("In", ["a", "true"])),
    podDefault("not-in", expression("NotIn", ["true"])),
    podDefault("exists", expression("Exists")),
    podDefault("absent", expression("DoesNotExist")),
    podDefault("both", { ...gpu, ...expression("NotIn", ["true"]) }),
    podDefault("everything", {}),
  ];
  assertEquals(matching(all, { labels: { gpu: "true" } }), ["everything", "exists", "in", "labels"]);
  assertEquals(matching(all, {}), ["absent", "everything", "not-in"]);
});

Deno.test("only those of the pod's namespace, where that is known", () => {
  const all = [podDefault("here", {}), podDefault("there", {}, "other")];
  assertEquals(matching(all, { namespace: "team" }), ["here"]);
  assertEquals(matching(all, {}), ["here", "there"]);
});

Deno.test("a selector that cannot be read selects nothing and stops no other", () => {
  const selectors = [
    "gpu",
    { matchLabels: "gpu" },
    { matchExpressions: { key: "gpu" } },
    { matchExpressions: [null] },
    { matchExpressions: [{ key: "gpu", operator: "Near" }] },
    { matchExpressions: [{ key: "gpu", operator: "In", values: [] }] },
    { matchExpressions: [{ key: "gpu", operator: "Exists", values: ["true"] }] },
    { matchLabels: { gpu: 1 } },
  ];
  const all = [...selectors.map((each, index) => podDefault(`odd-${index}`, each)), podDefault("fine", gpu)];
  assertEquals(matching(all, { labels: { gpu: "true" } }), ["fine"]);
});
