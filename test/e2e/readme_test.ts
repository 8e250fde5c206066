import { assertEquals, assertStringIncludes } from "@std/assert";
import { markedBlock } from "../../tools/marked_block.ts";
import { startDev } from "./dev_process.ts";
import { makePlace } from "./temporary_place.ts";
import { within } from "./wait_for.ts";

const README = new URL("../../README.md", import.meta.url);

Deno.test("the README's curl commands create a notebook and wait until it is running", async () => {
  const place = await makePlace();
  const dev = await startDev(place);
  try {
    const block = markedBlock(await Deno.readTextFile(README), "create and wait");
    assertEquals(block.trim().split("\n").length <= 5, true, "the README promises five lines at most");
    const script = block.replaceAll("http://localhost:8080", dev.page);
    const { code, output } = await within("the README's commands", 180_000, runShell(script));
    assertEquals(code, 0, output);
    assertStringIncludes(output, '"errors":[]');
    assertStringIncludes(output.split('"state":').at(-1)!, '"RUNNING"');
  } finally {
    await dev.stop();
    await place.remove();
  }
});

async function runShell(script: string): Promise<{ code: number; output: string }> {
  const { code, stdout, stderr } = await new Deno.Command("bash", { args: ["-euo", "pipefail", "-c", script] })
    .output();
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, output: decode(stdout) + decode(stderr) };
}
