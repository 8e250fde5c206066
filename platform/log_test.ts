import { assertEquals } from "@std/assert";
import { createLog } from "./log.ts";

Deno.test("createLog() writes one JSON object a line, with bound fields and errors in words", () => {
  const lines: string[] = [];
  const log = createLog({ write: (line) => lines.push(line), now: () => new Date(0) }).with({ part: "api" });
  log.debug("not kept");
  log.error("Cannot list pods", { error: new Error("refused", { cause: new Error("socket") }) });
  assertEquals(lines.map((line) => JSON.parse(line)), [{
    time: "1970-01-01T00:00:00.000Z",
    level: "error",
    message: "Cannot list pods",
    part: "api",
    error: "Error: refused (socket)",
  }]);
});
