import { assertEquals } from "@std/assert";
import { plain } from "../../texts/mod.ts";
import { OTHER_IMAGE } from "./chosen_image.ts";
import { type Draft, newDataVolume, newDraft, toInput } from "./draft.ts";
import { summarySentence } from "./summary.ts";
import { exampleForm as form } from "./testing/example_form.ts";

const draft = newDraft("k3f", form);
const specOf = (change: Partial<Draft>) => toInput({ ...draft, ...change }, "demo", form).spec!;

Deno.test("the form as it opens asks for half a CPU, 1 GiB and a workspace of its own", () => {
  assertEquals(toInput(draft, "demo", form), {
    namespace: "demo",
    name: "jupyter-k3f",
    spec: {
      serverType: "JUPYTER",
      image: "quay.io/jupyter/minimal-notebook:latest",
      cpu: "0.5",
      memory: "1Gi",
      accelerator: null,
      workspace: {
        mountPath: "/home/jovyan",
        from: {
          new: { name: "jupyter-k3f-workspace", size: "10Gi", accessMode: "ONE_NODE", storageClass: null },
        },
      },
      dataVolumes: [],
      configurations: [],
      sharedMemory: true,
    },
  });
});

Deno.test("files can come from a volume that exists, or none be kept", () => {
  const { workspace } = specOf({ files: "existing", claim: " old " });
  assertEquals(workspace, { mountPath: "/home/jovyan", from: { existing: "old" } });
  const none = specOf({ files: "none" });
  assertEquals([none.workspace, none.hasWorkspace], [undefined, false]);
});

Deno.test("data volumes are seen beside the workspace's files, or where it is said", () => {
  const dataVolumes = [
    { ...newDataVolume(), claim: " train-data ", isReadOnly: true },
    { ...newDataVolume(), from: "new", claim: "out", size: "5", path: "/out" } as const,
  ];
  assertEquals(specOf({ dataVolumes }).dataVolumes, [
    { mountPath: "/home/jovyan/train-data", readOnly: true, from: { existing: "train-data" } },
    { mountPath: "/out", readOnly: false, from: { new: { name: "out", size: "5Gi" } } },
  ]);
});

Deno.test("an accelerator is asked for by its count", () => {
  const { accelerator } = specOf({ accelerator: "nvidia.com/gpu", acceleratorCount: " 2 " });
  assertEquals(accelerator, { resource: "nvidia.com/gpu", count: 2 });
});

Deno.test("the form opens with what the admin proposes, and sends nothing of what the admin has settled", () => {
  const admins: typeof form = {
    ...form,
    cpu: { ...form.cpu, isReadOnly: true },
    accelerators: { ...form.accelerators, default: { resource: "nvidia.com/gpu", count: 2 } },
    workspace: { defaults: [], isReadOnly: false },
    dataVolumes: {
      defaults: [{ namePattern: "shared", mountPath: "/data", isExisting: true, size: null }],
      isReadOnly: false,
    },
    configurations: { ...form.configurations, default: ["token"] },
    sharedMemory: { default: false, isReadOnly: true },
  };
  const opened = newDraft("k3f", admins);
  const spec = toInput(opened, "demo", admins).spec!;
  assertEquals(spec.accelerator, { resource: "nvidia.com/gpu", count: 2 });
  assertEquals([spec.hasWorkspace, spec.configurations], [false, ["token"]]);
  assertEquals(spec.dataVolumes, [{ mountPath: "/data", readOnly: false, from: { existing: "shared" } }]);
  assertEquals(["cpu" in spec, "memory" in spec, "sharedMemory" in spec], [false, true, false]);
  const none = toInput({ ...opened, accelerator: "" }, "demo", admins).spec!;
  assertEquals(none.accelerator, { resource: "nvidia.com/gpu", count: 0 });
});

Deno.test("another image is the one that was typed", () => {
  const { image, serverType } = specOf({ image: OTHER_IMAGE, customImage: " me/mine:1 " });
  assertEquals([image, serverType], ["me/mine:1", "JUPYTER"]);
});

Deno.test("the summary says what is asked for, and what it also sees", () => {
  const says = (change: Partial<Draft>) => plain(summarySentence({ ...draft, ...change }, form));
  assertEquals(
    says({}),
    "jupyter-k3f from minimal-notebook:latest, with 0.5 CPU and 1 GiB of memory and a new volume of 10 GiB for its files.",
  );
  const more = { accelerator: "nvidia.com/gpu", files: "none", dataVolumes: [{ ...newDataVolume(), claim: "data" }] };
  assertEquals(
    says(more as Partial<Draft>),
    "jupyter-k3f from minimal-notebook:latest, with 0.5 CPU and 1 GiB of memory, 1 × NVIDIA GPU, and no volume of its " +
      "own; it also sees data.",
  );
});
