import { tensorboardPath, type Verdict } from "../../kube/explain/mod.ts";
import {
  claimNamesOf,
  faultOfLogPath,
  type Tensorboard,
  TENSORBOARD_NAME_MAX,
  type TensorboardCondition,
  TENSORBOARDS,
  type TensorboardStatus,
  withLogspath,
} from "../../kube/mod.ts";
import type { ToolStatusFacts } from "../status/tool_status.ts";
import type { ToolKind, ToolWish } from "../tool/tool_kind.ts";
import { findCollision, logDirectoriesOf, mountsOf } from "./log_mounts.ts";
import { CONTAINER, PORT, type TensorboardSettings, tensorboardTemplate } from "./tensorboard_template.ts";

/** How Tensorboards differ from other kinds: Kubeflow's names, a pod that is made here, and where logs come from. */
export function createTensorboardKind(settings: TensorboardSettings): ToolKind<Tensorboard> {
  return {
    type: TENSORBOARDS,
    workload: "Deployment",
    rank: 1,
    prefixOf: () => "",
    complete: withLogspath,
    claimsOf: (tensorboard) => claimNamesOf(mountsOf(logDirectoriesOf(withLogspath(tensorboard).spec)).volumes),
    containerOf: () => CONTAINER,
    wishOf: (tensorboard) => tensorboardWish(tensorboard, settings),
    statusOf: tensorboardStatus,
  };
}

function tensorboardWish(tensorboard: Tensorboard, settings: TensorboardSettings): ToolWish {
  const { name, namespace = "" } = tensorboard.metadata;
  const prefix = tensorboardPath(namespace, name);
  return {
    ...tensorboardTemplate(tensorboard, settings),
    fault: faultOf(tensorboard),
    selector: { app: name },
    service: { portName: `http-${name}`, targetPort: PORT },
    // TensorBoard holds no WebSocket that a timeout could cut.
    route: { prefix, rewrite: "/", headers: {}, timeout: "300s" },
    question: { path: "/", routedPath: prefix, accepts: "any" },
    conditions: [],
  };
}

function faultOf({ metadata, spec }: Tensorboard): Verdict | undefined {
  if (metadata.name.length > TENSORBOARD_NAME_MAX) {
    return { reason: "NameTooLong", parameters: { max: String(TENSORBOARD_NAME_MAX) } };
  }
  const paths = [spec.logspath, ...(spec.logDirectories ?? []).map((each) => each.path)];
  const detail = paths.map(faultOfLogPath).find((each) => each !== undefined);
  if (detail) return invalid(detail);
  const comma = paths.length > 1 && paths.find((each) => each.includes(","));
  if (comma) return invalid(`of several directories none may have a comma: ${comma}`);
  const collision = findCollision(logDirectoriesOf(spec));
  return collision === undefined ? undefined : invalid(`two of its directories would be at ${collision}`);
}

const invalid = (detail: string): Verdict => ({ reason: "InvalidSpec", parameters: { detail } });

function tensorboardStatus(facts: ToolStatusFacts): TensorboardStatus {
  const byType = new Map([...facts.workloadConditions, ...facts.conditions].map((each) => [each.type, each]));
  const conditions = [...byType.values()].map((each): TensorboardCondition => ({
    ...each,
    deploymentState: each.type,
  }));
  return { conditions, readyReplicas: facts.readyReplicas, ...facts.shared };
}
