import type { CullingReason } from "../../../kube/explain/mod.ts";
import type { Situation } from "./situation.ts";

/** What a check found: why, the values of its sentence, and the instants it speaks of, in ms since 1970. */
export interface Finding {
  readonly reason: CullingReason;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly stopsAt?: number;
  readonly warnsAt?: number;
  /** Of what is held off. */
  readonly idleEndsAt?: number;
}

/** One rule of the policy: what it finds, or undefined where it has nothing to say. */
export type Check = (situation: Situation) => Finding | undefined;
