/** Effect: one request of a probe, within limits of time and size. */
import type { Clock } from "../../../platform/clock.ts";
import { linkAbort } from "../../../kube/linked_abort.ts";
import { formatDuration } from "../duration.ts";
import { CLOCK_TOLERANCE_MS, type EvidenceOf } from "../evidence.ts";
import { instantOf } from "../instant.ts";
import type { UnknownCause } from "../../../kube/explain/mod.ts";

/** An answer with status 200 or 404, read whole. */
export interface Answer {
  readonly kind: "answer";
  readonly status: 200 | 404;
  readonly text: string;
  /** When it was asked for, in ms since 1970. */
  readonly checkedAt: number;
}

/** Who is asked, and what an answer may take. */
export interface AskOptions {
  readonly source: string;
  readonly clock: Clock;
  readonly limitMs?: number;
  readonly maxBytes?: number;
}

/** Longest that a tool may take, and most that it may say. */
export const ASK_LIMIT_MS = 5_000;
export const ASK_MAX_BYTES = 65_536;

/**
 * Asks once. Whatever is no plain answer is a cause of not knowing: too slow, too large, forbidden, a redirect, another
 * status, or a clock that differs from ours. Rejects with the signal's reason alone.
 */
export async function askWithin(
  ask: (signal: AbortSignal) => Promise<Response>,
  options: AskOptions,
  signal: AbortSignal,
): Promise<Answer | EvidenceOf<"unknown">> {
  const { source, clock, limitMs = ASK_LIMIT_MS, maxBytes = ASK_MAX_BYTES } = options;
  const checkedAt = clock.now().getTime();
  const unknown = (cause: UnknownCause, parameters: Record<string, string> = {}): EvidenceOf<"unknown"> => ({
    ...{ kind: "unknown", source, checkedAt, cause, parameters: { source, ...parameters } },
  });
  const { controller: over, unlink } = linkAbort(signal);
  const late = Symbol("late");
  const timeout = clock.sleep(limitMs, over.signal).then(() => late, () => late);
  const asked = (async () => {
    const response = await ask(over.signal);
    const doubt = doubtAbout(response, clock.now().getTime());
    if (doubt) {
      await response.body?.cancel();
      return unknown(...doubt);
    }
    const text = await readWithin(response, maxBytes);
    if (text === undefined) return unknown("TooLarge", { limit: `${maxBytes} bytes` });
    return { kind: "answer" as const, status: response.status as Answer["status"], text, checkedAt };
  })();
  try {
    const first = await Promise.race([asked, timeout]);
    return typeof first === "symbol" ? unknown("TooSlow", { limit: formatDuration(limitMs) }) : first;
  } catch (error) {
    return unknown("Unreachable", { detail: (error as Error).message.replace(/\.$/, "") });
  } finally {
    unlink();
    over.abort();
    asked.catch(() => {});
    signal.throwIfAborted();
  }
}

function doubtAbout(response: Response, now: number): [UnknownCause, Record<string, string>] | undefined {
  const status = String(response.status);
  if (response.type === "opaqueredirect" || /^3/.test(status)) return ["Redirected", {}];
  if (status === "401" || status === "403") return ["Forbidden", { status }];
  if (status !== "200" && status !== "404") return ["UnexpectedStatus", { status }];
  const said = Date.parse(response.headers.get("date") ?? "");
  // Whose clock goes wrong calls what happened now long ago, or what was long ago now.
  return Math.abs(said - now) > CLOCK_TOLERANCE_MS ? ["ClockDiffers", { said: instantOf(said) }] : undefined;
}

/** The body as text; undefined where it is larger than that, of which nothing is kept. */
async function readWithin(response: Response, maxBytes: number): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let [text, size] = ["", 0];
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > maxBytes) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
