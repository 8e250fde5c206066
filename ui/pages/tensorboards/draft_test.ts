import { assertEquals } from "@std/assert";
import type { CreateTensorboardError } from "../../data/mod.ts";
import { plain } from "../../texts/mod.ts";
import { type Draft, missingOf, newDraft, newSource, problemsOf, summarySentence, toInput } from "./draft.ts";

const draft = newDraft("k3f", "data");
const store = { ...newSource(), kind: "store", url: " s3://bucket/runs ", label: "cloud" } as const;
const both: Draft = { ...draft, sources: [...draft.sources, store], credential: " keys " };

Deno.test("the form as it opens shows all of one volume", () => {
  assertEquals(toInput(draft, "demo"), {
    namespace: "demo",
    name: "tensorboard-k3f",
    sources: [{ label: null, from: { volume: { claim: "data", path: "" } } }],
  });
});

Deno.test("an object store is read with the one secret, and the first place has no label", () => {
  const labelled = { ...both, sources: both.sources.map((source) => ({ ...source, label: "cloud" })) };
  assertEquals(toInput(labelled, "demo").sources, [
    { label: null, from: { volume: { claim: "data", path: "" } } },
    { label: "cloud", from: { objectStore: { url: "s3://bucket/runs", credential: "keys" } } },
  ]);
});

Deno.test("each place has to say where it is", () => {
  const empty = { ...both, name: " ", sources: [newSource(), { ...newSource(), kind: "store" } as const] };
  assertEquals(missingOf(empty).map(({ field }) => field), ["name", "source-0-claim", "source-1-url"]);
  assertEquals(missingOf(both), []);
});

Deno.test("an error finds its field by its path, those of a credential the one for all", () => {
  const invalid = (path: string[]): CreateTensorboardError => ({
    __typename: "FieldError",
    code: "INVALID",
    message: "No.",
    nextStep: null,
    path,
  });
  const paths = [
    ["name"],
    ["sources", "0", "from", "volume", "claim"],
    ["sources", "1", "from", "objectStore", "url"],
    ["sources", "1", "from", "objectStore", "credential"],
    ["sources", "1", "label"],
    ["sources", "0", "label"],
    ["sources"],
    ["namespace"],
  ];
  assertEquals(problemsOf(paths.map(invalid), both).map(({ field }) => field), [
    "name",
    "source-0-claim",
    "source-1-url",
    "credential",
    "source-1-label",
    "source-0-claim",
    "sources",
    null,
  ]);
});

Deno.test("a name that is taken comes with another", () => {
  const [problem] = problemsOf([{
    __typename: "AlreadyExists",
    code: "ALREADY_EXISTS",
    message: "It exists.",
    nextStep: null,
    path: ["name"],
    suggestion: "tensorboard-2",
  }], draft);
  assertEquals(problem?.remedy?.change, { name: "tensorboard-2" });
});

Deno.test("the summary says which logs", () => {
  const onFolder = { ...draft, sources: [{ ...newSource("data"), path: "/runs/first/" }] };
  assertEquals(plain(summarySentence(onFolder)), "tensorboard-k3f on the logs in data/runs/first.");
  assertEquals(
    plain(summarySentence(both)),
    "tensorboard-k3f on the logs in 2 places: data, s3://bucket/runs.",
  );
});
