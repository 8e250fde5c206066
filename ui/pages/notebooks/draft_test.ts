import { assertEquals } from "@std/assert";
import type { NotebookForm } from "../../data/mod.ts";
import { newDraft, OTHER_IMAGE, toInput } from "./draft.ts";

const form: NotebookForm = {
  namespace: "demo",
  images: [{
    serverType: "JUPYTER",
    displayName: "JupyterLab",
    allowsCustom: true,
    default: "quay.io/jupyter/minimal-notebook:latest",
    isReadOnly: false,
    options: [],
  }],
};
const draft = newDraft("k3f");

Deno.test("the form as it opens asks for half a CPU, 1 GiB and a workspace of its own", () => {
  assertEquals(toInput(draft, "demo", form), {
    namespace: "demo",
    name: "jupyter-k3f",
    spec: {
      serverType: "JUPYTER",
      image: "quay.io/jupyter/minimal-notebook:latest",
      cpu: "0.5",
      memory: "1Gi",
      workspace: { mountPath: "/home/jovyan", from: { new: { name: "jupyter-k3f-workspace", size: "10Gi" } } },
    },
  });
});

Deno.test("files can come from a volume that exists", () => {
  const existing = toInput({ ...draft, files: "existing", claim: " old " }, "demo", form);
  assertEquals(existing.spec?.workspace, { mountPath: "/home/jovyan", from: { existing: "old" } });
});

Deno.test("another image is the one that was typed", () => {
  const input = toInput({ ...draft, image: OTHER_IMAGE, customImage: " me/mine:1 " }, "demo", form);
  assertEquals([input.spec?.image, input.spec?.serverType], ["me/mine:1", "JUPYTER"]);
});
