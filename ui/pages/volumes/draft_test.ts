import { assertEquals } from "@std/assert";
import type { CreateVolumeError } from "../../data/mod.ts";
import { plain } from "../../texts/mod.ts";
import { missingOf, newDraft, problemsOf, summarySentence, toInput } from "./draft.ts";

const draft = newDraft("k3f");

Deno.test("the form as it opens asks for 10 GiB of the usual kind, for one machine at a time", () => {
  assertEquals(toInput(draft, "demo"), {
    namespace: "demo",
    volume: { name: "volume-k3f", size: "10Gi", storageClass: null, accessMode: "ONE_NODE" },
  });
  assertEquals(plain(summarySentence(draft)), "volume-k3f of 10 GiB, for one machine at a time.");
});

Deno.test("only name and size can be missing", () => {
  assertEquals(missingOf({ ...draft, name: " ", size: "" }).map(({ field }) => field), ["name", "size"]);
  assertEquals(missingOf(draft), []);
});

Deno.test("an error finds its field by its path, and a name that is taken comes with another", () => {
  const exists = (path: string[], suggestion: string | null = null): CreateVolumeError => ({
    __typename: "AlreadyExists",
    code: "ALREADY_EXISTS",
    message: "It exists.",
    nextStep: null,
    path,
    suggestion,
  });
  const paths = [["volume", "name"], ["volume", "size"], ["volume", "storageClass"], ["volume", "accessMode"], [
    "volume",
  ]];
  assertEquals(problemsOf(paths.map((path) => exists(path))).map(({ field }) => field), [
    "name",
    "size",
    "class",
    "mode",
    null,
  ]);
  assertEquals(problemsOf([exists(["volume", "name"], "volume-2")])[0]?.remedy?.change, { name: "volume-2" });
});
