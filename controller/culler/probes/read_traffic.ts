import { z } from "zod";
import type { Evidence } from "../evidence.ts";
import type { Answer } from "./ask_within.ts";
import type { TrafficQuestion } from "./prometheus_query.ts";
import { malformed, readJson } from "./read_json.ts";

const SOURCE = "prometheus";

const rangeSchema = z.object({
  status: z.literal("success"),
  warnings: z.array(z.string()).optional(),
  data: z.object({
    resultType: z.literal("matrix"),
    result: z.array(z.object({ values: z.array(z.tuple([z.number(), z.string()])) })),
  }),
});

/**
 * What a range of traffic shows: in use where the latest sample is above 0, else idle since the latest that was, or since
 * measuring began: what was not measured may have been use. Unknown where it does not reach up to now.
 */
export function readTraffic(answer: Answer, question: TrafficQuestion): Evidence {
  const { checkedAt } = answer;
  if (answer.status === 404) return malformed(SOURCE, checkedAt, "no Prometheus answers there");
  const read = readJson(answer, rangeSchema, SOURCE);
  if (read.kind !== "read") return read;
  const { warnings = [], data: { result } } = read.value;
  // A Prometheus that lacks some of its own sources says so here, and answers with the rest.
  if (warnings.length > 0 || result.length === 0) return unmeasured(checkedAt);
  if (result.length > 1) return malformed(SOURCE, checkedAt, `it has ${result.length} series where one is wanted`);
  const samples = result[0].values.map(([seconds, value]) => ({ at: seconds * 1_000, value: Number(value) }));
  const wrong = samples.find(({ at, value }, index) =>
    !(value >= 0 && value < Infinity) || at < question.from - 1_000 || at > question.to + 1_000 ||
    (index > 0 && at <= samples[index - 1].at)
  );
  if (wrong) return malformed(SOURCE, checkedAt, `a sample of ${wrong.value} at ${wrong.at / 1_000}`);
  const last = samples.at(-1);
  const longestGapMs = 1.5 * question.stepMs;
  if (!last || question.to - last.at > longestGapMs) return unmeasured(checkedAt);
  if (last.value > 0) return { kind: "active", source: SOURCE, checkedAt, reason: "Traffic" };
  const { at, ...bound } = quietSince(samples, longestGapMs);
  // Each look asks about other instants: of all within a step one is said, so that nobody hears of another at each look.
  const said = Math.min(Math.ceil(at / question.stepMs) * question.stepMs, checkedAt);
  return { kind: "idle-since", source: SOURCE, checkedAt, at: bound.isAtMost ? at : said, ...bound };
}

function quietSince(
  samples: readonly { at: number; value: number }[],
  longestGapMs: number,
): { at: number; isAtMost?: true } {
  for (let index = samples.length - 1; index > 0; index--) {
    const [earlier, later] = [samples[index - 1], samples[index]];
    if (earlier.value > 0) return { at: earlier.at };
    if (later.at - earlier.at > longestGapMs) return { at: later.at, isAtMost: true };
  }
  return { at: samples[0].at, isAtMost: true };
}

function unmeasured(checkedAt: number): Evidence {
  return { kind: "unknown", source: SOURCE, checkedAt, cause: "TrafficUnmeasured" };
}
