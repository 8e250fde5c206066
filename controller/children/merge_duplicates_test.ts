import { assertEquals } from "@std/assert";
import { mergeDuplicates } from "./merge_duplicates.ts";
import type { PodSpec } from "./pod_template.ts";

const specOf = (differs: Partial<PodSpec>, container: object = {}): PodSpec => ({
  containers: [{ name: "lab", image: "a", ...container }],
  ...differs,
});

Deno.test("mergeDuplicates() has each host's names at one place, as a kubelet's file has them", () => {
  const hostAliases = [
    { ip: "10.0.0.1", hostnames: ["a", "b"] },
    { ip: "10.0.0.2", hostnames: ["c"] },
    { ip: "10.0.0.1", hostnames: ["b", "d"] },
  ];
  const { spec, merged } = mergeDuplicates(specOf({ hostAliases }));
  assertEquals(spec.hostAliases, [
    { ip: "10.0.0.1", hostnames: ["a", "b", "d"] },
    { ip: "10.0.0.2", hostnames: ["c"] },
  ]);
  assertEquals(merged, ["host aliases"]);
});

Deno.test("mergeDuplicates() leaves out pull secrets without a name, which a kubelet passes over", () => {
  const { spec, merged } = mergeDuplicates(specOf({ imagePullSecrets: [{ name: "a" }, {}, { name: "b" }] as never }));
  assertEquals(spec.imagePullSecrets, [{ name: "a" }, { name: "b" }]);
  assertEquals(merged, ["pull secrets"]);
});

Deno.test("mergeDuplicates() leaves out empty texts for which an apiserver has a default", () => {
  const spec = specOf({ restartPolicy: "", dnsPolicy: "", schedulerName: "", serviceAccount: "old", hostname: "" }, {
    ...{ imagePullPolicy: "", terminationMessagePath: "", terminationMessagePolicy: "", workingDir: "" },
    env: [{ name: "EMPTY", value: "" }],
  });
  const { spec: plain, merged } = mergeDuplicates(spec);
  assertEquals(plain, {
    serviceAccount: "old",
    hostname: "",
    containers: [{ name: "lab", image: "a", workingDir: "", env: [{ name: "EMPTY", value: "" }] }],
  });
  assertEquals(merged, []);
  const both = mergeDuplicates(specOf({ serviceAccount: "old", serviceAccountName: "new" })).spec;
  assertEquals([both.serviceAccount, both.serviceAccountName], [undefined, "new"]);
});
