import { assertEquals } from "@std/assert";
import type { PodTemplate } from "../children/pod_template.ts";
import { isPlacement, placeBeside } from "./place_beside.ts";

const here = { key: "metadata.name", operator: "In", values: ["n1"] };
const gpu = { key: "gpu", operator: "Exists" };
const placement = { node: "n1", isRequired: true, tolerations: [gpu] };
const template = (spec = {}): PodTemplate => ({ spec: { containers: [], ...spec } });
const required = (...nodeSelectorTerms: object[]) => ({
  nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } },
});

Deno.test("a pod is bound to the node by its name, and bears what the holder bears", () => {
  assertEquals(placeBeside(template(), placement).spec, {
    containers: [],
    affinity: required({ matchFields: [here] }),
    tolerations: [gpu],
  } as unknown);
});

Deno.test("the pod's own affinity stays: each of its alternatives gets the node", () => {
  const zone = { key: "zone", operator: "In", values: ["a"] };
  const arch = { key: "arch", operator: "Exists" };
  const affinity = { ...required({ matchExpressions: [zone] }, { matchExpressions: [arch] }, {}), podAffinity: {} };
  assertEquals(placeBeside(template({ affinity }), placement).spec?.affinity as unknown, {
    ...required({ matchExpressions: [zone], matchFields: [here] }, { matchExpressions: [arch], matchFields: [here] }),
    podAffinity: {},
  });
  const nothing = placeBeside(template({ affinity: required({}) }), placement);
  assertEquals(nothing.spec?.affinity as unknown, required({}), "a term that matches nothing still matches nothing");
});

Deno.test("a toleration that the pod has itself is not said twice", () => {
  const own = { operator: "Exists", key: "gpu" };
  assertEquals(placeBeside(template({ tolerations: [own] }), placement).spec?.tolerations, [own]);
});

Deno.test("where it is only nicer, the node is preferred beside what the pod prefers", () => {
  const preference = { weight: 1, preference: { matchExpressions: [] } };
  const affinity = { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [preference] } };
  const near = { node: "n1", isRequired: false, tolerations: [] };
  assertEquals(placeBeside(template({ affinity }), near).spec, {
    containers: [],
    affinity: {
      nodeAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [preference, {
          weight: 100,
          preference: { matchFields: [here] },
        }],
      },
    },
  } as unknown);
});

Deno.test("without a placement the template is the very same", () => {
  const plain = template();
  assertEquals(placeBeside(plain, undefined) === plain, true);
});

Deno.test("what somebody else wrote into the record is no placement", () => {
  assertEquals([placement, {}, null, "n1", { ...placement, node: 1 }].map(isPlacement), [
    true,
    false,
    false,
    false,
    false,
  ]);
});
