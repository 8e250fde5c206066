import { assertEquals } from "@std/assert";
import { probeLauncher } from "../../sandbox/node/process.ts";

Deno.test("a machine without bubblewrap and setpriv still runs pods, as plain processes", async () => {
  const nowhere = await Deno.makeTempDir();
  try {
    assertEquals(await probeLauncher("auto", [nowhere]), { bubblewrap: undefined, setpriv: undefined });
  } finally {
    await Deno.remove(nowhere);
  }
});

Deno.test("a program that is there but does not work is passed over", async () => {
  const directory = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${directory}/bwrap`, "#!/bin/sh\nexit 1\n", { mode: 0o755 });
    assertEquals((await probeLauncher("auto", [directory])).bubblewrap, undefined);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});
