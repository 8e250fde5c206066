import { readLogSource, type Tensorboard, withLogspath } from "../kube/mod.ts";
import { type ResourceRequest, toResourceRequest } from "./resource_request.ts";

/** Where a Tensorboard reads logs from. */
export type LogSource =
  | { kind: "volume"; label?: string; claim: string; path: string }
  | { kind: "objectStore"; label?: string; url: string; credential?: string };

/** The sources of a Tensorboard, the first that of `logspath`. */
export function sourcesOf(tensorboard: Tensorboard): LogSource[] {
  const { logspath, logDirectories = [], secretRef } = withLogspath(tensorboard).spec;
  const credential = secretRef?.name;
  if (logspath === "") return [];
  return [toSource(logspath, credential), ...logDirectories.map(({ name, path }) => toSource(path, credential, name))];
}

function toSource(text: string, credential: string | undefined, label?: string): LogSource {
  const named = label === undefined ? {} : { label };
  const source = readLogSource(text, "");
  if (source.kind === "claim") return { kind: "volume", ...named, claim: source.claim, path: source.subPath };
  return { kind: "objectStore", ...named, url: source.path, ...(credential && { credential }) };
}

/** How a source is written into the spec. */
export function toLogPath(source: LogSource): string {
  return source.kind === "volume" ? `pvc://${source.claim}/${source.path}` : source.url;
}

/** Names of the claims that a Tensorboard reads, each once. */
export function claimsOfTensorboard(tensorboard: Tensorboard): string[] {
  const claims = sourcesOf(tensorboard).flatMap((each) => each.kind === "volume" ? [each.claim] : []);
  return [...new Set(claims)].filter((claim) => claim !== "");
}

/** The image that it names; undefined: the admin's. */
export function imageOfTensorboard({ spec }: Tensorboard): string | undefined {
  return spec?.image || undefined;
}

/** What it asks for itself. */
export function resourcesOfTensorboard({ spec }: Tensorboard): ResourceRequest {
  return toResourceRequest(spec?.resources);
}
