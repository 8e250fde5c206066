import { CLIENT_TOKEN_ANNOTATION, type PersistentVolumeClaim } from "../../kube/mod.ts";
import { toClaimMode } from "../access_mode.ts";
import type { TokenMark } from "./client_token.ts";
import type { NewVolumeInput } from "./input_parts.ts";

/** The claim that a checked input asks for. */
export function draftClaim(
  { name, size, storageClass, accessMode }: NewVolumeInput,
  { namespace, labels, annotations, mark }: {
    namespace: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    mark?: TokenMark;
  },
): PersistentVolumeClaim {
  const noted = { ...annotations, ...(mark && { [CLIENT_TOKEN_ANNOTATION]: mark.annotation }) };
  return {
    metadata: {
      name,
      namespace,
      ...(labels && { labels }),
      ...(Object.keys(noted).length > 0 && { annotations: noted }),
    },
    spec: {
      accessModes: [toClaimMode(accessMode ?? "ONE_NODE")],
      resources: { requests: { storage: size } },
      ...(storageClass && { storageClassName: storageClass }),
    },
  };
}
