import { assertEquals } from "@std/assert";
import type { CreateError } from "../../data/mod.ts";
import { OTHER_IMAGE } from "./chosen_image.ts";
import { newDataVolume, newDraft } from "./draft.ts";
import { missingOf, problemsOf } from "./problems.ts";
import { exampleForm } from "./testing/example_form.ts";

const draft = { ...newDraft("k3f", exampleForm), name: "train" };
const exists = (path: string[], suggestion: string | null = null): CreateError => ({
  __typename: "AlreadyExists",
  code: "ALREADY_EXISTS",
  message: "It exists.",
  nextStep: null,
  path,
  suggestion,
});

Deno.test("an error finds its field by its path", () => {
  const paths = [["name"], ["spec", "cpu"], ["spec", "memoryLimit"], ["namespace"]];
  assertEquals(problemsOf(paths.map((path) => exists(path)), draft).map(({ field }) => field), [
    "name",
    "cpu",
    "memory",
    null,
  ]);
});

Deno.test("a workspace volume that nothing uses can be used instead", () => {
  const [problem] = problemsOf([exists(["spec", "workspace", "from", "new", "name"], "train-workspace")], draft);
  assertEquals(problem?.field, "files");
  assertEquals(problem?.remedy, {
    label: "Use the files of train-workspace",
    change: { files: "existing", claim: "train-workspace" },
  });
});

Deno.test("a name that is taken comes with another, where the server has one", () => {
  const [taken, bare] = problemsOf([exists(["name"], "train-2"), exists(["name"])], draft);
  assertEquals([taken?.remedy?.change, bare?.remedy], [{ name: "train-2" }, null]);
});

Deno.test("a problem of a hidden control is shown at the choice that hides it", () => {
  const [problem] = problemsOf([exists(["spec", "workspace", "from", "existing"])], draft);
  assertEquals(problem?.field, "files");
});

Deno.test("a bad name is told once, not again for the volume that is called after it", () => {
  const invalid = (path: string[]): CreateError => ({
    __typename: "FieldError",
    code: "INVALID",
    message: "It is no name.",
    nextStep: null,
    path,
  });
  const volumeName = invalid(["spec", "workspace", "from", "new", "name"]);
  assertEquals(problemsOf([invalid(["name"]), volumeName], draft).map(({ field }) => field), ["name"]);
  assertEquals(problemsOf([volumeName], draft).map(({ field }) => field), ["files"]);
});

Deno.test("only what is asked for can be missing", () => {
  assertEquals(missingOf(draft), []);
  const empty = { ...draft, name: " ", image: OTHER_IMAGE, cpu: "", memory: "", size: "", claim: "" };
  assertEquals(missingOf(empty).map((each) => each.field), ["name", "image", "cpu", "memory", "size"]);
  assertEquals(missingOf({ ...draft, files: "existing", size: "" }).map((each) => each.message), ["Say which volume."]);
});

Deno.test("an error of a data volume stands at its row, and one that exists can be used instead", () => {
  const dataVolumes = [newDataVolume(), { ...newDataVolume(), from: "new", claim: "out" } as const];
  const withData = { ...draft, dataVolumes };
  const at = (path: string[]) => ["spec", "dataVolumes", ...path];
  const paths = [
    at(["0", "from", "existing"]),
    at(["1", "from", "new", "size"]),
    at(["0", "from", "new", "size"]),
    at(["1", "mountPath"]),
    at([]),
  ];
  assertEquals(problemsOf(paths.map((path) => exists(path)), withData).map(({ field }) => field), [
    "data-0-claim",
    "data-1-size",
    "data-0-claim",
    "data-1-path",
    "data",
  ]);
  const [problem] = problemsOf([exists(at(["1", "from", "new", "name"]), "out")], withData);
  const change = problem?.remedy?.change.dataVolumes?.map(({ from, claim }) => [from, claim]);
  assertEquals(change, [["existing", ""], ["existing", "out"]]);
});

Deno.test("accelerators are counted in whole numbers", () => {
  const missing = (accelerator: string, acceleratorCount: string) =>
    missingOf({ ...draft, accelerator, acceleratorCount }).map(({ field }) => field);
  assertEquals([missing("", "x"), missing("nvidia.com/gpu", "2")], [[], []]);
  assertEquals([missing("nvidia.com/gpu", "0.5"), missing("nvidia.com/gpu", "")], [["accelerator-count"], [
    "accelerator-count",
  ]]);
});

Deno.test("each data volume needs a name, and a new one a size", () => {
  const dataVolumes = [newDataVolume(), { ...newDataVolume(), from: "new", claim: "out", size: " " } as const];
  assertEquals(missingOf({ ...draft, dataVolumes }).map(({ field }) => field), ["data-0-claim", "data-1-size"]);
});
