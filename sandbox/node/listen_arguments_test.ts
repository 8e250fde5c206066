import { assertEquals } from "@std/assert";
import { rewriteListening } from "./listen_arguments.ts";

const FLAGS = { "--ip": "--ip", "--LabApp.ip": "--LabApp.ip", "--bind_all": "--host" };
const rewrite = (...argv: string[]) => rewriteListening(argv, FLAGS, "127.8.8.8");

Deno.test("rewriteListening() rewrites flags with a value", () => {
  assertEquals(rewrite("lab", "--ip=0.0.0.0", "--port=8888"), ["lab", "--ip=127.8.8.8", "--port=8888"]);
  assertEquals(rewrite("--LabApp.ip='*'"), ["--LabApp.ip='127.8.8.8'"]);
  assertEquals(rewrite("--ip", "0.0.0.0"), ["--ip", "127.8.8.8"]);
  assertEquals(rewrite("--ip=::"), ["--ip=127.8.8.8"]);
});

Deno.test("rewriteListening() rewrites inside a shell's text", () => {
  assertEquals(rewrite("sh", "-c", `exec jupyter lab --ip=0.0.0.0 --port=1 && x --ip "*" -y`), [
    "sh",
    "-c",
    `exec jupyter lab --ip=127.8.8.8 --port=1 && x --ip "127.8.8.8" -y`,
  ]);
});

Deno.test("rewriteListening() turns a flag without value into one with an address", () => {
  assertEquals(rewrite("tensorboard", "--bind_all", "--logdir=/x"), ["tensorboard", "--host=127.8.8.8", "--logdir=/x"]);
});

Deno.test("rewriteListening() leaves addresses that stand for one, and other flags", () => {
  const argv = ["--ip=127.0.0.1", "--zip=0.0.0.0", "--ip=0.0.0.0.example", "--bind_all_of=x"];
  assertEquals(rewrite(...argv), argv);
});
