import { assertEquals } from "@std/assert";
import { exampleSettings, exampleSubject } from "./example_culling.ts";
import { matchPolicy } from "./match_rule.ts";

const HOUR_MS = 3_600_000;

Deno.test("the first rule that matches wins, laid over what holds for all", () => {
  const settings = exampleSettings({
    grace: "5m",
    rules: [
      { name: "gold", match: { labels: "tier=gold" }, idleTime: "9h" },
      { name: "team", match: { namespaces: ["team"] }, idleTime: "2h", connections: "ignore" },
      { name: "all", match: {}, idleTime: "1h" },
    ],
  });
  const of = (differs: Parameters<typeof exampleSubject>[0]) => {
    const { rule, policy } = matchPolicy(exampleSubject(differs), settings);
    return [rule, policy.idleTime / HOUR_MS, policy.connections, policy.grace];
  };
  assertEquals(of({ labels: { tier: "gold" } }), ["gold", 9, "count", 300_000]);
  assertEquals(of({}), ["team", 2, "ignore", 300_000]);
  assertEquals(of({ namespace: "other" }), ["all", 1, "count", 300_000]);
});

Deno.test("a rule matches by kind, image and resources, and by all that it names", () => {
  const is = (match: object, differs: Parameters<typeof exampleSubject>[0] = {}) => {
    const settings = exampleSettings({ rules: [{ name: "x", match }] });
    return matchPolicy(exampleSubject(differs), settings).rule === "x";
  };
  assertEquals([is({ kinds: ["PVCViewer"] }), is({ kinds: ["Notebook", "PVCViewer"] })], [false, true]);
  assertEquals(is({ images: ["quay.io/*/minimal-*"] }), true);
  assertEquals(is({ images: ["quay.io/*/scipy-*"] }), false);
  assertEquals([is({ namespaces: ["te"] }), is({ namespaces: ["*a*m"] }), is({ namespaces: ["t*tm"] })], [
    false,
    true,
    false,
  ]);
  assertEquals(is({ resources: ["nvidia.com/gpu"] }), false);
  assertEquals(is({ resources: ["nvidia.com/gpu"], namespaces: ["x"] }, { resources: ["nvidia.com/gpu"] }), false);
  assertEquals(is({ resources: ["nvidia.com/gpu"] }, { resources: ["nvidia.com/gpu"] }), true);
});
