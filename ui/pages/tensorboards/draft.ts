import type { CreateTensorboardError, CreateTensorboardInput } from "../../data/mod.ts";
import { say, type Sentence, texts } from "../../texts/mod.ts";
import { fieldOfPath, gapsOf, type Problem } from "../create/problem.ts";

/** A place with logs, as it is typed. */
export interface SourceDraft {
  kind: "volume" | "store";
  claim: string;
  path: string;
  url: string;
  /** Not asked for of the first. */
  label: string;
}

/** What is typed into the form of a new TensorBoard. */
export interface Draft {
  name: string;
  sources: readonly SourceDraft[];
  /** One for all places in an object store. */
  credential: string;
}

/** A place as it is added. */
export function newSource(claim = ""): SourceDraft {
  return { kind: "volume", claim, path: "", url: "", label: "" };
}

/** The form as it opens, on a volume where one is known. */
export function newDraft(suffix: string, claim = ""): Draft {
  return { name: `tensorboard-${suffix}`, sources: [newSource(claim)], credential: "" };
}

/** Whether any of the places is in an object store. */
export function hasStore({ sources }: Draft): boolean {
  return sources.some(({ kind }) => kind === "store");
}

/** What createTensorboard is asked for, without token and dryRun. */
export function toInput(draft: Draft, namespace: string): CreateTensorboardInput {
  const credential = draft.credential.trim() || null;
  return {
    namespace,
    name: draft.name.trim(),
    sources: draft.sources.map(({ kind, claim, path, url, label }, index) => ({
      label: index > 0 && label.trim() ? label.trim() : null,
      from: kind === "volume"
        ? { volume: { claim: claim.trim(), path: path.trim() } }
        : { objectStore: { url: url.trim(), credential } },
    })),
  };
}

/** The name of a field of a place. */
export function sourceField(index: number, field: "claim" | "path" | "url" | "label"): string {
  return `source-${index}-${field}`;
}

/** What is still to be filled in. */
export function missingOf(draft: Draft): Problem<Draft>[] {
  return gapsOf([
    { field: "name", text: draft.name, message: texts.create.nameMissing },
    ...draft.sources.map(({ kind, claim, url }, index) =>
      kind === "volume"
        ? { field: sourceField(index, "claim"), text: claim, message: texts.create.volumeMissing }
        : { field: sourceField(index, "url"), text: url, message: texts.tensorboards.create.urlMissing }
    ),
  ]);
}

/** The server's refusals as problems of the form. */
export function problemsOf(errors: readonly CreateTensorboardError[], draft: Draft): Problem<Draft>[] {
  const fields = fieldsOf(draft);
  return errors.map((error) => {
    const suggestion = error.__typename === "AlreadyExists" ? error.suggestion : null;
    return {
      field: fieldOfPath(error.path, fields),
      message: error.message,
      nextStep: error.nextStep,
      remedy: suggestion ? { label: texts.create.useName(suggestion), change: { name: suggestion } } : null,
    };
  });
}

function fieldsOf(draft: Draft): (readonly [prefix: string, field: string])[] {
  const ofPlaces = draft.sources.flatMap(({ kind }, index) => {
    const from = `sources/${index}/from`;
    return [
      [`${from}/volume/claim`, sourceField(index, "claim")],
      [`${from}/volume/path`, sourceField(index, "path")],
      [`${from}/objectStore/url`, sourceField(index, "url")],
      [`${from}/objectStore/credential`, "credential"],
      [`sources/${index}/label`, sourceField(index, index > 0 ? "label" : kind === "volume" ? "claim" : "url")],
    ] as const;
  });
  return [["name", "name"], ...ofPlaces, ["sources", "sources"]];
}

/** What will be made, in one sentence. */
export function summarySentence({ name, sources }: Draft): Sentence {
  const places = sources.map(({ kind, claim, path, url }) =>
    kind === "store" ? url.trim() : [claim.trim(), path.trim().replace(/^\/+|\/+$/g, "")].filter(Boolean).join("/")
  );
  const said = name.trim() || "…";
  return sources.length === 1
    ? say`${said} on the logs in ${places[0] || "…"}.`
    : say`${said} on the logs in ${places.length} places: ${places.map((each) => each || "…").join(", ")}.`;
}
