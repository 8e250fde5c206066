/** Effects: hands a file to the browser. */
import type { LogFeed } from "../../data/mod.ts";
import { textOf } from "./log_search.ts";

/** Saves the lines that are kept as a text file, each with its time. */
export function downloadLog(ring: LogFeed["ring"], fileName: string): void {
  const lines = ring.slice(ring.start, ring.end).flatMap((entry) =>
    "text" in entry ? [`${entry.at} ${textOf(entry)}\n`] : []
  );
  const url = URL.createObjectURL(new Blob(lines, { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
