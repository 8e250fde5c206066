import { ACTIVITY_PROBE_ANNOTATION } from "../../../kube/mod.ts";
import type { CullingSettings } from "../culling_settings.ts";
import type { MatchedPolicy } from "../match_rule.ts";
import type { CullingSubject } from "../subject.ts";
import type { UnknownCause } from "../../../kube/explain/mod.ts";
import { parseProbe, type ProbeChoice, type ProbeKind } from "./probe_choice.ts";

/** What is asked about a subject, and what it asked for in vain: refused, or no probe at all. */
export interface ChosenProbes {
  readonly choices: readonly ProbeChoice[];
  readonly refused: readonly {
    readonly cause: UnknownCause & ("ProbeRefused" | "ProbeInvalid");
    readonly probe: string;
  }[];
}

/** What users may choose where the admin says nothing: not exec, which runs in their pods as us. */
const USERS_MAY_CHOOSE: readonly ProbeKind[] = ["jupyter", "prometheus", "gateway", "http"];
const MAX_PROBES = 5;

/**
 * By the user's annotation (several, separated by commas), else by the rule or policy, else by the type of server: Jupyter is
 * asked itself, Tensorboards and viewers by their traffic. Nothing is known of other servers: a code editor's whole use may
 * be one WebSocket, which counters of requests do not show.
 */
export function chooseProbes(
  subject: CullingSubject,
  { policy }: Pick<MatchedPolicy, "policy">,
  { probes }: Pick<CullingSettings, "probes">,
): ChosenProbes {
  const asked = subject.annotations[ACTIVITY_PROBE_ANNOTATION];
  if (asked === undefined) {
    const texts = policy.ask ?? configured(subject.serverType, probes) ?? defaultsOf(subject.serverType, probes);
    return sort(texts, (choice) => isSetUp(choice.kind, probes));
  }
  const allowed = probes.usersMayChoose ?? USERS_MAY_CHOOSE;
  const texts = asked.split(",").map((each) => each.trim()).filter((each) => each !== "");
  const chosen = sort(
    texts.slice(0, MAX_PROBES),
    (choice) => allowed.includes(choice.kind) && isSetUp(choice.kind, probes),
  );
  if (texts.length <= MAX_PROBES) return chosen;
  // The one that would see the use may be among those that are not asked.
  const { refused } = sort(texts.slice(MAX_PROBES, MAX_PROBES + 1), () => false);
  return {
    ...chosen,
    refused: [...chosen.refused, ...refused.map((each) => ({ ...each, cause: "ProbeRefused" as const }))],
  };
}

/** What the admin wrote for a type of server, whose name is a user's. */
function configured(serverType: string, { byServerType = {} }: CullingSettings["probes"]) {
  return Object.hasOwn(byServerType, serverType) ? byServerType[serverType] : undefined;
}

function defaultsOf(serverType: string, probes: CullingSettings["probes"]): readonly ProbeKind[] {
  if (serverType === "jupyter") return ["jupyter"];
  if (serverType !== "tensorboard" && serverType !== "pvcviewer") return [];
  return probes.prometheus ? ["prometheus"] : probes.gateway ? ["gateway"] : [];
}

function isSetUp(kind: ProbeKind, { prometheus, gateway, exec }: CullingSettings["probes"]): boolean {
  if (kind === "prometheus") return prometheus !== undefined;
  if (kind === "gateway") return gateway !== undefined;
  return kind !== "exec" || (exec?.enabled === true && exec.command !== undefined);
}

function sort(texts: readonly string[], isAllowed: (choice: ProbeChoice) => boolean): ChosenProbes {
  const parsed = texts.map((probe) => ({ probe: probe.slice(0, 100), choice: parseProbe(probe) }));
  return {
    choices: parsed.flatMap(({ choice }) => choice && isAllowed(choice) ? [choice] : []),
    refused: parsed.flatMap(({ probe, choice }) => {
      if (choice && isAllowed(choice)) return [];
      return [{ cause: choice ? "ProbeRefused" as const : "ProbeInvalid" as const, probe }];
    }),
  };
}
