import { assertEquals } from "@std/assert";
import type { Notebook } from "../kube/mod.ts";
import { exampleNotebook } from "../kube/explain/example_notebook.ts";
import { containerNames, imageOf, resourcesOf, volumeMountsOf } from "./notebook_view.ts";
import { NOTEBOOK_NOUN } from "./nouns/notebook_noun.ts";
import { matchesFilter } from "./nouns/noun_filter.ts";
import { toAmount } from "./resource_request.ts";
import type { ApiStores } from "./stores.ts";
import { nounIndexes } from "./store_indexes.ts";

Deno.test("a notebook without a pod spec is shown with what it has, and spoils no list", () => {
  for (const spec of [undefined, {}, { template: {} }, { template: { spec: {} } }]) {
    const broken = { ...exampleNotebook(), spec } as unknown as Notebook;
    assertEquals([imageOf(broken), containerNames(broken), volumeMountsOf(broken)], ["", [], []]);
    assertEquals(resourcesOf(broken).cpu, undefined);
    assertEquals(nounIndexes(NOTEBOOK_NOUN).claim(broken), []);
    assertEquals(matchesFilter(NOTEBOOK_NOUN, broken, { search: "train" }, {} as ApiStores), true);
  }
});

Deno.test("a notebook's own container is the one named like it, wherever it stands", () => {
  const notebook = exampleNotebook({
    spec: {
      containers: [
        { name: "sidecar", image: "s" },
        {
          name: "train",
          image: "main",
          volumeMounts: [{ name: "w", mountPath: "/home/jovyan" }, { name: "x", mountPath: "/x" }],
        },
      ],
      volumes: [{ name: "w", persistentVolumeClaim: { claimName: "files" } }, { name: "x", emptyDir: {} }],
    },
  });
  assertEquals([imageOf(notebook), containerNames(notebook)], ["main", ["train", "sidecar"]]);
  assertEquals(volumeMountsOf(notebook), [
    { mountPath: "/home/jovyan", claim: "files", readOnly: false, isWorkspace: true },
  ]);
});

Deno.test("a quantity that cannot be read is no amount", () => {
  assertEquals(toAmount("lots"), undefined);
  assertEquals(toAmount("0.5"), { quantity: "500m", value: 0.5 });
});
