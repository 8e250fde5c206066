import type { LogLine } from "../logs/log_buffer.ts";
import type { LogFrame } from "../logs/log_stream.ts";
import { builder } from "./builder.ts";
import { ExplanationRef } from "./explanation.ts";

const LogLineRef = builder.objectRef<LogLine>("LogLine").implement({
  description: "`text` is the line without its newline; control characters other than ANSI colour are replaced.",
  fields: (t) => ({
    at: t.expose("at", { type: "DateTime", description: "When it was written." }),
    container: t.exposeString("container", { description: "Which container wrote it." }),
    text: t.exposeString("text", { description: "The line." }),
    isTruncated: t.exposeBoolean("isTruncated", { description: "Cut at 16 KiB." }),
  }),
});

/** A chunk of a log. */
export const LogDeltaRef = builder.objectRef<LogFrame>("LogDelta").implement({
  description:
    "Logs travel in chunks: select `text` (one string, newline-separated) for throughput, `lines` for a page.",
  fields: (t) => ({
    lines: t.expose("lines", { type: [LogLineRef], description: "The lines, oldest first." }),
    text: t.string({
      description: "The lines' texts, newline-separated.",
      resolve: ({ lines }) => lines.map((line) => line.text).join("\n"),
    }),
    cursor: t.exposeString("cursor", { description: "Resume with `after`." }),
    inSync: t.exposeBoolean("inSync", { description: "After this frame you have all there is so far." }),
    skippedBytes: t.expose("skippedBytes", {
      type: "Bytes",
      description: "Bytes that were skipped because the client was slower than the log.",
    }),
    ended: t.expose("ended", {
      type: ExplanationRef,
      nullable: true,
      description: "Not null: the stream is over and why (container ended, pod gone).",
    }),
  }),
});
