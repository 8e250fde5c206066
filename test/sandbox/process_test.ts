import { assert } from "@std/assert";
import { bubblewrapArguments } from "../../sandbox/node/mounts.ts";
import { probeLauncher, startProcess } from "../../sandbox/node/process.ts";

const SYSTEM = { system: ["/usr", "/bin", "/lib", "/lib64", "/etc"], image: [] };

Deno.test("a process that is to end while it is being started ends", async () => {
  const { bubblewrap, setpriv } = await probeLauncher("auto");
  const command = { argv: ["sleep", "1000"], env: { PATH: "/usr/bin:/bin" }, workingDir: "/" };
  const wraps = [
    ...bubblewrap ? [[bubblewrap, ...bubblewrapArguments(command, [], SYSTEM)]] : [],
    [...setpriv ? [setpriv, "--pdeathsig", "KILL", "--"] : [], ...command.argv],
  ];
  for (const argv of wraps) {
    for (const delayMs of [0, 1, 2, 3, 4, 5, 6, 8, 10, 15]) {
      const process = startProcess(argv, { env: command.env, cwd: "/" });
      if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
      process.terminate();
      const deadline = setTimeout(() => process.kill(), 5_000);
      const startedAt = performance.now();
      await process.exited;
      clearTimeout(deadline);
      await Promise.all(process.output.map((each) => each.cancel()));
      assert(performance.now() - startedAt < 4_900, `asked ${delayMs} ms after its start, it did not hear it`);
    }
  }
});
