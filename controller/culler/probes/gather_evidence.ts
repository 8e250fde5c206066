/** Effect: asks what applies to a subject, all at once. */
import type { Clock } from "../../../platform/clock.ts";
import type { CullerMetrics } from "../culler_metrics.ts";
import type { CullingSettings } from "../culling_settings.ts";
import type { Evidence } from "../evidence.ts";
import { matchPolicy } from "../match_rule.ts";
import { cullingTimes } from "../policy/culling_times.ts";
import type { CullingSubject } from "../subject.ts";
import type { ToolAddress } from "../tool_address.ts";
import { askWithin } from "./ask_within.ts";
import { chooseProbes } from "./choose_probes.ts";
import { type ExecInPod, probeByCommand, seeShells } from "./exec_probe.ts";
import { type CounterMemory, readCounters } from "./gateway_counters.ts";
import { probeJupyter } from "./jupyter_probe.ts";
import type { ProbeChoice } from "./probe_choice.ts";
import { trafficQuestion, trafficUrl } from "./prometheus_query.ts";
import { readReport } from "./read_report.ts";
import { readTraffic } from "./read_traffic.ts";

/** What probes are asked with. */
export interface ProbeParts {
  /** Asks a tool for a path below its own; undefined where there is no way to reach tools. */
  readonly askTool?: (tool: ToolAddress, path: string, signal: AbortSignal) => Promise<Response>;
  /** Asks what the admin configured: a Prometheus, a gateway. */
  readonly fetch: (url: URL, init: { signal: AbortSignal; redirect: "manual" }) => Promise<Response>;
  readonly exec?: ExecInPod;
  readonly counters: CounterMemory;
  readonly clock: Clock;
  readonly metrics: CullerMetrics;
}

type Context = ProbeParts & {
  readonly subject: CullingSubject;
  readonly settings: CullingSettings;
  readonly signal: AbortSignal;
};

const COUNTERS_MAX_BYTES = 4_194_304;

/** Everything that can be learned of a subject's use now; rejects with the signal's reason alone. */
export async function gatherEvidence(
  subject: CullingSubject,
  settings: CullingSettings,
  parts: ProbeParts,
  signal: AbortSignal,
): Promise<Evidence[]> {
  const { choices, refused } = chooseProbes(subject, matchPolicy(subject, settings), settings);
  const checkedAt = parts.clock.now().getTime();
  const refusals = refused.map(({ cause, probe }): Evidence => ({
    ...{ kind: "unknown", source: probe, checkedAt, cause, parameters: { probe } },
  }));
  const context = { ...parts, subject, settings, signal };
  const answers = await Promise.all(choices.map((choice) => measured(choice, context)));
  return [...refusals, ...answers.flat()];
}

async function measured(choice: ProbeChoice, context: Context): Promise<Evidence[]> {
  const beganMs = context.clock.elapsedMs();
  const evidence = await askOne(choice, context);
  context.metrics.probed(choice.kind, context.clock.elapsedMs() - beganMs);
  return evidence;
}

async function askOne(choice: ProbeChoice, context: Context): Promise<Evidence[]> {
  const { subject: { tool }, askTool } = context;
  if (choice.kind === "exec") return [await askByCommand(context)];
  const source = choice.kind === "http" ? choice.path : choice.kind;
  if (!tool) return [unreachable(context, source, "it has no Service")];
  if (choice.kind === "prometheus") return [await askPrometheus(context, tool)];
  if (choice.kind === "gateway") return [await askGateway(context, tool)];
  if (!askTool) return [unreachable(context, source, "there is no way from here to tools")];
  const get = (path: string, signal: AbortSignal) => askTool(tool, path, signal);
  return choice.kind === "http" ? [await askReport(context, get, choice.path)] : await askJupyter(context, get);
}

type Get = (path: string, signal: AbortSignal) => Promise<Response>;

function askJupyter(context: Context, get: Get): Promise<Evidence[]> {
  const { subject, settings, clock, signal } = context;
  const { policy } = matchPolicy(subject, settings);
  const { connections, whenTerminalsForbidden } = policy;
  const { idleMs } = cullingTimes(policy, subject.annotations);
  const exec = execProbe(context);
  const recentMs = Math.min(2 * settings.checkPeriod, idleMs / 2);
  const base = { get, clock, connections, whenTerminalsForbidden, recentMs };
  return probeJupyter(exec ? { ...base, seeShells: (within) => seeShells(exec, within) } : base, signal);
}

async function askReport({ clock, signal }: Context, get: Get, path: string): Promise<Evidence> {
  const answer = await askWithin((within) => get(path.slice(1), within), { source: path, clock }, signal);
  return answer.kind === "answer" ? readReport(answer, path) : answer;
}

async function askPrometheus(
  { subject, settings, fetch, clock, signal }: Context,
  tool: ToolAddress,
): Promise<Evidence> {
  const { prometheus } = settings.probes;
  const { idleMs } = cullingTimes(matchPolicy(subject, settings).policy, subject.annotations);
  const question = trafficQuestion(prometheus!, { tool, idleMs, now: clock.now().getTime() });
  const ask = (within: AbortSignal) => fetch(trafficUrl(prometheus!, question), { signal: within, redirect: "manual" });
  const answer = await askWithin(ask, { source: "prometheus", clock }, signal);
  return answer.kind === "answer" ? readTraffic(answer, question) : answer;
}

async function askGateway(context: Context, tool: ToolAddress): Promise<Evidence> {
  const { subject, settings, fetch, counters, clock, signal } = context;
  const url = new URL(settings.probes.gateway!.url);
  const ask = (within: AbortSignal) => fetch(url, { signal: within, redirect: "manual" });
  const answer = await askWithin(ask, { source: "gateway", clock, maxBytes: COUNTERS_MAX_BYTES }, signal);
  if (answer.kind !== "answer") return answer;
  const { status, text, checkedAt } = answer;
  if (status === 404) return unreachable({ clock }, "gateway", "it has no counters there");
  const { connections } = matchPolicy(subject, settings).policy;
  return counters.look(readCounters(text), tool, { checkedAt, connections });
}

async function askByCommand(context: Context): Promise<Evidence> {
  const probe = execProbe(context);
  const command = context.settings.probes.exec?.command;
  if (!probe || !command) return unreachable(context, "exec", "no command can be run in it");
  return await probeByCommand(probe, command, context.signal);
}

function execProbe({ exec, settings, subject: { namespace, run: { pod } }, clock }: Context) {
  if (!exec || !pod || !settings.probes.exec?.enabled) return undefined;
  return { exec, clock, target: { namespace, pod: pod.name, container: pod.container } };
}

function unreachable({ clock }: Pick<Context, "clock">, source: string, detail: string): Evidence {
  const checkedAt = clock.now().getTime();
  return { kind: "unknown", source, checkedAt, cause: "Unreachable", parameters: { source, detail } };
}
