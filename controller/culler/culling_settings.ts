import { z } from "zod";
import { parseLabelSelector } from "../../kube/selectors/label_selector.ts";
import { formatDuration, parseDuration } from "./duration.ts";
import { parseProbe, PROBE_KINDS } from "./probes/probe_choice.ts";
import { CULLED_KINDS } from "./subject.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Twice what a tool may take to answer. */
const LEAST_EVIDENCE_AGE_MS = 10_000;
/** Instants are said in whole seconds. */
export const LEAST_DURATION_MS = 1_000;

/** A duration as the admin writes it; in ms once it is read. */
function durationOf({ orNone }: { orNone: boolean }) {
  const words = `write 20s, 15m, 2h or 1d${orNone ? ", or 0s for none" : ""}`;
  const noDuration = (input: unknown) => `${JSON.stringify(input)} is no duration: ${words}`;
  return z.string({ error: ({ input }) => noDuration(input) }).transform((text, context) => {
    const ms = parseDuration(text);
    if (ms !== undefined && (ms >= LEAST_DURATION_MS || (orNone && ms === 0))) return ms;
    const message = ms === undefined ? noDuration(text) : `"${text}" is too short: 1s is the least`;
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  });
}
const duration = durationOf({ orNone: false });
const noticeTime = durationOf({ orNone: true });

const probe = z.string().refine((text) => parseProbe(text) !== undefined, {
  error: ({ input }) => `"${input}" is no probe: write jupyter, prometheus, gateway, exec, or a path such as /activity`,
});

const policyFields = {
  idleTime: duration.optional().describe("How long without activity counts as idle."),
  grace: noticeTime.optional().describe("How long after a start nothing is stopped."),
  warning: noticeTime.optional().describe("How long before it acts it warns."),
  minIdleTime: duration.optional().describe("The least that a user may ask for by idle-after."),
  maxIdleTime: duration.optional().describe("The most that a user may ask for by idle-after."),
  keepAtMost: noticeTime.optional().describe("How long after the last activity keep-until may hold off."),
  maxRunTime: duration.optional().describe("The longest that anything may run, used or not."),
  connections: z.enum(["count", "ignore"]).optional().describe("Whether an open page counts as use."),
  whenTerminalsForbidden: z.enum(["unknown", "ignore"]).optional(),
  usersMayDisable: z.boolean().optional().describe("Whether the annotation culling: disabled is obeyed."),
  ask: z.array(probe).optional().describe(
    "What is asked, whatever the type of server is: probes, or paths of the tool.",
  ),
};

const selector = z.string().superRefine((text, context) => {
  try {
    parseLabelSelector(text);
  } catch (error) {
    context.addIssue({ code: "custom", message: `cannot be read as a label selector: ${(error as Error).message}` });
  }
});

const ruleSchema = z.strictObject({
  name: z.string().min(1),
  match: z.strictObject({
    namespaces: z.array(z.string()).optional(),
    labels: selector.optional().describe("A label selector, such as team=vision,tier!=gold."),
    kinds: z.array(z.enum(CULLED_KINDS)).optional(),
    images: z.array(z.string()).optional(),
    resources: z.array(z.string()).optional().describe("Any of them is asked for."),
  }),
  exempt: z.boolean().optional(),
  ...policyFields,
});

const prometheusSchema = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  query: z.string().min(1).optional(),
  range: duration.optional().describe("Over how long the query's $range looks back; 5m, and two steps at least."),
  step: duration.optional().describe("How far apart it is asked; a 120th of the idle time, and 15s at least."),
});

const probesSchema = z.strictObject({
  byServerType: z.record(z.string(), z.array(probe)).optional(),
  usersMayChoose: z.array(z.enum(PROBE_KINDS)).optional(),
  prometheus: prometheusSchema.optional(),
  gateway: z.strictObject({ url: z.url({ protocol: /^https?$/ }) }).optional(),
  exec: z.strictObject({
    enabled: z.boolean(),
    command: z.array(z.string()).min(1).optional().describe("Prints when it was last used, RFC 3339, or active."),
  }).optional(),
});

/** The admin's file. */
export const cullingFileSchema = z.strictObject({
  enabled: z.boolean().optional(),
  dryRun: z.boolean().optional().describe("Only reports."),
  checkPeriod: duration.optional(),
  evidenceMaxAge: duration.optional().describe("Older evidence is not believed; two periods, and 10s at least."),
  actionsPerMinute: z.int().min(0).optional(),
  concurrency: z.int().min(1).max(1_000).optional(),
  tensorboards: z.enum(["delete", "stop"]).optional().describe("What becomes of an idle Tensorboard."),
  rules: z.array(ruleSchema).optional().describe("The first that matches wins."),
  probes: probesSchema.optional(),
  ...policyFields,
});

/** The same, read for its sense too: bounds that leave users no choice are a mistake, in rules with what holds for all. */
export const soundCullingFileSchema = cullingFileSchema.superRefine((file, context) => {
  const check = ({ minIdleTime: min, maxIdleTime: max }: CullingFile, path: (string | number)[]) => {
    if (min === undefined || max === undefined || min <= max) return;
    const message = `${formatDuration(min)} is more than maxIdleTime, which is ${formatDuration(max)}`;
    context.addIssue({ code: "custom", path: [...path, "minIdleTime"], message });
  };
  check(file, []);
  file.rules?.forEach((rule, index) => check({ ...file, ...withoutUndefined(rule) }, ["rules", index]));
});
/** The admin's file as it is read: every part may be missing, durations are ms. */
export type CullingFile = z.output<typeof cullingFileSchema>;

/** What decides about one subject; durations in ms. */
export type CullingPolicy = Readonly<
  & Required<
    Pick<CullingFile, "idleTime" | "keepAtMost" | "connections" | "whenTerminalsForbidden" | "usersMayDisable">
  >
  & Pick<CullingFile, "grace" | "warning" | "minIdleTime" | "maxIdleTime" | "maxRunTime" | "ask">
>;

/** A rule; what it leaves out is as for all. */
export type CullingRule = NonNullable<CullingFile["rules"]>[number];

/** What the admin decided, filled in once. */
export interface CullingSettings {
  readonly enabled: boolean;
  readonly dryRun: boolean;
  readonly checkPeriod: number;
  readonly evidenceMaxAge: number;
  readonly actionsPerMinute: number;
  readonly concurrency: number;
  readonly tensorboards: "delete" | "stop";
  readonly policy: CullingPolicy;
  readonly rules: readonly CullingRule[];
  readonly probes: NonNullable<CullingFile["probes"]>;
}

/** What is so where nobody configured anything. */
export const DEFAULT_CULLING: CullingSettings = fillSettings({});

/** A file with defaults in the place of all that it leaves out. */
export function fillSettings(file: CullingFile): CullingSettings {
  const { enabled = false, dryRun = false, checkPeriod = 60_000, actionsPerMinute = 20, concurrency = 50 } = file;
  const {
    evidenceMaxAge = Math.max(2 * checkPeriod, LEAST_EVIDENCE_AGE_MS),
    tensorboards = "delete",
    rules = [],
    probes = {},
  } = file;
  return {
    ...{ enabled, dryRun, checkPeriod, evidenceMaxAge, actionsPerMinute, concurrency, tensorboards, rules, probes },
    policy: {
      idleTime: file.idleTime ?? DAY_MS,
      keepAtMost: file.keepAtMost ?? 3 * DAY_MS,
      connections: file.connections ?? "count",
      whenTerminalsForbidden: file.whenTerminalsForbidden ?? "unknown",
      usersMayDisable: file.usersMayDisable ?? true,
      ...pickOptional(file),
    },
  };
}

/** What of a policy may be missing, and is left out where it is. */
function pickOptional({ grace, warning, minIdleTime, maxIdleTime, maxRunTime, ask }: CullingFile) {
  return withoutUndefined({ grace, warning, minIdleTime, maxIdleTime, maxRunTime, ask });
}

/** An object without its undefined fields, so that spreading it over another overwrites nothing by nothing. */
export function withoutUndefined<T extends object>(object: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as never;
}

/** One line that says what these settings come to, for the log. */
export function describeSettings({ enabled, dryRun, checkPeriod, policy, rules }: CullingSettings): string {
  if (!enabled) return "Culling is off";
  const idle = `idle after ${formatDuration(policy.idleTime)}, looked at every ${formatDuration(checkPeriod)}`;
  return `Culling is on${dryRun ? " as a trial" : ""}: ${idle}, ${rules.length} rules`;
}
