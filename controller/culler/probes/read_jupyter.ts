import { z } from "zod";
import { parseInstant } from "../../../kube/mod.ts";
import type { Evidence } from "../evidence.ts";
import { instantOf } from "../instant.ts";
import type { Answer } from "./ask_within.ts";
import { malformed, readJson } from "./read_json.ts";

/** What becomes of what a Jupyter server says. */
export interface JupyterReading {
  readonly connections: "count" | "ignore";
  /** A terminal that printed something in this time is in use, and so is a server that was asked for something, in ms. */
  readonly recentMs: number;
}

/** Where its three answers come from. */
export const JUPYTER_SOURCES = {
  status: "jupyter/status",
  kernels: "jupyter/kernels",
  terminals: "jupyter/terminals",
} as const;

const instant = z.string().transform((text, context) => {
  const ms = parseInstant(text);
  if (ms !== undefined) return ms;
  context.addIssue({ code: "custom", message: "is no time with its zone" });
  return z.NEVER;
});
const kernelsSchema = z.array(z.object({
  execution_state: z.string(),
  last_activity: instant,
  connections: z.number().optional(),
}));
const terminalsSchema = z.array(z.object({ name: z.string(), last_activity: instant }));
const statusSchema = z.object({ last_activity: instant, connections: z.number().optional() });

/** Of a state: a tool may say anything. */
const MOST_CHARACTERS = 50;
/** States in which a kernel computes nothing; what is neither these nor busy says nothing. */
const RESTING = ["idle", "dead"];

/** What `/api/kernels` shows: a busy kernel, an open page, or the latest time at which one computed. */
export function readKernels(answer: Answer, { connections }: JupyterReading): Evidence {
  const source = JUPYTER_SOURCES.kernels;
  const { checkedAt } = answer;
  if (answer.status === 404) return malformed(source, checkedAt, "no Jupyter server answers there");
  const read = readJson(answer, kernelsSchema, source);
  if (read.kind !== "read") return read;
  const kernels = read.value;
  if (kernels.length === 0) return { kind: "none", source, checkedAt };
  const at = Math.max(...kernels.map((each) => each.last_activity));
  if (kernels.some((each) => each.execution_state === "busy")) {
    return { kind: "active", source, checkedAt, reason: "KernelBusy" };
  }
  if (connections === "count" && kernels.some((each) => (each.connections ?? 0) > 0)) {
    return { kind: "active", source, checkedAt, reason: "ConnectionOpen" };
  }
  const unclear = kernels.find((each) => !RESTING.includes(each.execution_state));
  if (!unclear) return { kind: "idle-since", source, checkedAt, at };
  return {
    ...{ kind: "unknown", source, checkedAt, at, cause: "KernelUnclear" },
    parameters: { state: unclear.execution_state.slice(0, MOST_CHARACTERS) },
  };
}

/**
 * What `/api/status` shows. Its last activity moves with every request of a page that somebody can see, the page's own
 * polling included. Nothing tells that from an editor in use without a kernel, so that requests count even where open
 * connections do not; a page out of sight asks for nothing.
 */
export function readStatus(answer: Answer, { connections, recentMs }: JupyterReading): Evidence {
  const source = JUPYTER_SOURCES.status;
  const { checkedAt } = answer;
  if (answer.status === 404) return malformed(source, checkedAt, "no Jupyter server answers there");
  const read = readJson(answer, statusSchema, source);
  if (read.kind !== "read") return read;
  const { last_activity, connections: open = 0 } = read.value;
  if (connections === "count" && open > 0) return { kind: "active", source, checkedAt, reason: "ConnectionOpen" };
  if (isRecent(last_activity, checkedAt, recentMs)) return { kind: "active", source, checkedAt, reason: "Traffic" };
  return { kind: "idle-since", source, checkedAt, at: last_activity };
}

/** What `/api/terminals` shows; a silent one is unknown, since a job that prints nothing looks the same. */
export function readTerminals(answer: Answer, { recentMs }: JupyterReading): { evidence: Evidence; terminals: number } {
  const source = JUPYTER_SOURCES.terminals;
  const { checkedAt } = answer;
  if (answer.status === 404) return { evidence: { kind: "none", source, checkedAt }, terminals: 0 };
  const read = readJson(answer, terminalsSchema, source);
  if (read.kind !== "read") return { evidence: read, terminals: 0 };
  const terminals = read.value.length;
  if (terminals === 0) return { evidence: { kind: "none", source, checkedAt }, terminals };
  const at = Math.max(...read.value.map((each) => each.last_activity));
  if (isRecent(at, checkedAt, recentMs)) {
    return { evidence: { kind: "active", source, checkedAt, reason: "TerminalBusy" }, terminals };
  }
  const parameters = { since: instantOf(at) };
  return { evidence: { kind: "unknown", source, checkedAt, at, cause: "TerminalSilent", parameters }, terminals };
}

/** What is yet to come is not recent: somebody's clock is wrong. */
function isRecent(at: number, checkedAt: number, recentMs: number): boolean {
  return at <= checkedAt && checkedAt - at <= recentMs;
}
