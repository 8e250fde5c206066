import { assertEquals } from "@std/assert";
import { readUnfitImage } from "./image_words.ts";

Deno.test("readUnfitImage() says why an image cannot be run, and nothing of what it does not know", () => {
  const said = {
    'runc create failed: exec: "lab": executable file not found in $PATH: unknown': "it has no program lab",
    'exec: "/opt/lab": stat /opt/lab: no such file or directory': "it has no program /opt/lab",
    'exec: "/lab": permission denied: unknown': "its program /lab may not be run",
    "exec /usr/bin/start: exec format error": "it is made for another kind of processor",
    "container has runAsNonRoot and image has non-numeric user (jovyan), cannot verify user is non-root":
      "it does not say by number as whom it runs, which is needed here",
    "the name is in use": undefined,
  };
  assertEquals(Object.keys(said).map((words) => readUnfitImage(words)?.parameters?.detail), Object.values(said));
});
