import { assertEquals, assertThrows } from "@std/assert";
import { CHANNELS, formatExecStatus } from "./exec_channels.ts";
import { ExecOutput } from "./exec_output.ts";

const message = (channel: number, content: string | number[]) =>
  new Uint8Array([channel, ...typeof content === "string" ? new TextEncoder().encode(content) : content]);
const ended = (end: number | string) => message(CHANNELS.status, formatExecStatus(end));

Deno.test("ExecOutput tells the exit code and both outputs, also of letters that two messages share", () => {
  const output = new ExecOutput(100);
  const [first, second] = new TextEncoder().encode("é");
  assertEquals(output.take(message(CHANNELS.stdout, [first])), undefined);
  assertEquals(output.take(message(CHANNELS.stderr, "oh")), undefined);
  assertEquals(output.take(message(CHANNELS.stdout, [second])), undefined);
  assertEquals(output.take(ended(3)), { exitCode: 3, stdout: "é", stderr: "oh" });
  assertEquals(new ExecOutput(1).take(ended(0)), { exitCode: 0, stdout: "", stderr: "" });
});

Deno.test("ExecOutput keeps no more than it may", () => {
  const output = new ExecOutput(4);
  output.take(message(CHANNELS.stdout, "123"));
  assertThrows(() => output.take(message(CHANNELS.stderr, "45")), Error, "it is over 4 bytes");
});

Deno.test("a command that could not be run, and an end without an exit code, are said and not taken for an end", () => {
  const output = new ExecOutput(4);
  assertThrows(() => output.take(ended("the container is not running")), Error, "the container is not running");
  const codeless = JSON.stringify({ status: "Failure", reason: "NonZeroExitCode", message: "who knows" });
  assertThrows(() => output.take(message(CHANNELS.status, codeless)), Error, "who knows");
  assertThrows(() => output.take(message(CHANNELS.status, "{}")), Error, "no reason is told");
});
