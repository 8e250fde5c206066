import { assertEquals } from "@std/assert";
import { readShells } from "./read_shells.ts";

const line = (pid: number, name: string, parent: number, session: number, terminal: number, state = "S") =>
  `${pid} (${name}) ${state} ${parent} ${pid} ${session} ${terminal} ${pid} 4194304 0 0\n`;
const SERVER = line(1, "tini", 0, 1, 0) + line(7, "jupyter-lab", 1, 1, 0) + line(20, "cat", 1, 20, 0, "R");
const SHELL = line(30, "bash", 7, 30, 34816);

Deno.test("a shell at its prompt is quiet", () => {
  assertEquals(readShells(SERVER), { kind: "quiet", shells: 0 });
  assertEquals(readShells(SERVER + SHELL + line(31, "-zsh", 7, 31, 34817)), { kind: "quiet", shells: 2 });
});

Deno.test("a shell with a child is busy, in the background and in a group of its own too", () => {
  assertEquals(readShells(SERVER + SHELL + line(40, "python (train)", 30, 30, 34816)).kind, "busy");
  assertEquals(readShells(SERVER + SHELL + line(40, "nohup", 30, 40, 0)).kind, "busy");
  assertEquals(readShells(SERVER + SHELL + line(41, "orphan", 1, 30, 34816)).kind, "busy");
  assertEquals(readShells(SERVER + SHELL + line(40, "gone", 30, 30, 34816, "Z")).kind, "quiet");
});

Deno.test("a program in the shell's place, and a shell that computes, are busy", () => {
  assertEquals(readShells(SERVER + line(30, "python3", 7, 30, 34816)).kind, "busy");
  assertEquals(readShells(SERVER + line(30, "bash", 7, 30, 34816, "R")).kind, "busy");
});

Deno.test("what cannot be read shows nothing", () => {
  for (const text of ["", "sh: cat: not found\n", SERVER + "40 (cut"]) assertEquals(readShells(text).kind, "unseen");
});
