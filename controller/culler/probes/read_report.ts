import { z } from "zod";
import { parseInstant } from "../../../kube/mod.ts";
import type { Evidence } from "../evidence.ts";
import type { Answer } from "./ask_within.ts";
import { malformed } from "./read_json.ts";

const reportSchema = z.union([
  z.object({ active: z.literal(true) }),
  z.object({ last_activity: z.string() }).transform(({ last_activity }) => last_activity),
  z.object({ lastActivity: z.string() }).transform(({ lastActivity }) => lastActivity),
]);

/**
 * What a tool reports of itself, over HTTP or as the output of a command: `active`, or the time of its last activity in
 * RFC 3339, alone or in JSON as `{"active": true}` or `{"last_activity": "…"}`.
 */
export function readReport({ status, text, checkedAt }: Answer, source: string): Evidence {
  if (status === 404) {
    return { kind: "unknown", source, checkedAt, cause: "UnexpectedStatus", parameters: { source, status: "404" } };
  }
  const plain = text.trim();
  const said = plain.startsWith("{") ? readDocument(plain) : plain;
  if (said === "active") return { kind: "active", source, checkedAt, reason: "ReportedActive" };
  const at = parseInstant(said);
  if (at !== undefined) return { kind: "idle-since", source, checkedAt, at };
  return malformed(source, checkedAt, "neither active nor a time such as 2026-01-31T18:00:00Z");
}

function readDocument(text: string): string | undefined {
  try {
    const result = reportSchema.safeParse(JSON.parse(text));
    if (!result.success) return undefined;
    return typeof result.data === "string" ? result.data : "active";
  } catch {
    return undefined;
  }
}
