import { CLIENT_TOKEN_ANNOTATION, CREATOR_ANNOTATION, type Tensorboard } from "../../kube/mod.ts";
import { toLogPath } from "../tensorboard_view.ts";
import type { TokenMark } from "./client_token.ts";
import type { ExistingClaim } from "./needed_claims.ts";
import type { CreateTensorboardInput, LogSourceInput } from "./tensorboard_input.ts";

/** The claims that an input's sources are on, each once. */
export function claimsOfSources({ sources }: CreateTensorboardInput): ExistingClaim[] {
  const claims = sources.flatMap(({ from: { volume } }, index) =>
    volume ? [{ name: volume.claim, path: ["sources", String(index), "from", "volume", "claim"] }] : []
  );
  return claims.filter(({ name }, index) => claims.findIndex((each) => each.name === name) === index);
}

/** Turns a checked input into the object to make. */
export function draftTensorboard(
  { namespace, name, sources, image, cpu, memory, reloadInterval }: CreateTensorboardInput,
  { creator, serviceAccountName, mark }: { creator: string; serviceAccountName: string; mark?: TokenMark },
): Tensorboard {
  const [first, ...others] = sources;
  const secret = sources.map(({ from }) => from.objectStore?.credential).find((each) => each !== undefined);
  const requests = { ...(cpu && { cpu }), ...(memory && { memory }) };
  return {
    metadata: {
      name,
      namespace,
      annotations: {
        [CREATOR_ANNOTATION]: creator,
        ...(mark && { [CLIENT_TOKEN_ANNOTATION]: mark.annotation }),
      },
    },
    spec: {
      logspath: pathOf(first),
      ...(others.length > 0 && {
        logDirectories: others.map((source, index) => ({
          name: source.label ?? `logs-${index + 2}`,
          path: pathOf(source),
        })),
      }),
      serviceAccountName,
      ...(image && { image }),
      ...(Object.keys(requests).length > 0 && { resources: { requests } }),
      ...(secret && { secretRef: { name: secret } }),
      ...(reloadInterval !== undefined && { reloadIntervalSeconds: reloadInterval }),
    },
  };
}

function pathOf({ from: { volume, objectStore } }: LogSourceInput): string {
  return toLogPath(volume ? { kind: "volume", ...volume } : { kind: "objectStore", url: objectStore?.url ?? "" });
}
