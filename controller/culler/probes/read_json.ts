import type { z } from "zod";
import type { EvidenceOf } from "../evidence.ts";
import type { Answer } from "./ask_within.ts";

/** What an answer says in the shape of `schema`; malformed answers are unknown. */
export function readJson<T>(
  { text, checkedAt }: Answer,
  schema: z.ZodType<T>,
  source: string,
): { kind: "read"; value: T } | EvidenceOf<"unknown"> {
  try {
    const result = schema.safeParse(JSON.parse(text));
    if (result.success) return { kind: "read", value: result.data };
    const { path, message } = result.error.issues[0];
    return malformed(source, checkedAt, `${path.map(String).join(".") || "it"}: ${message}`);
  } catch {
    return malformed(source, checkedAt, "it is no JSON");
  }
}

/** Evidence of an answer that cannot be read. */
export function malformed(source: string, checkedAt: number, detail: string): EvidenceOf<"unknown"> {
  return { kind: "unknown", source, checkedAt, cause: "Malformed", parameters: { source, detail } };
}
