/** The apiserver as a process of its own, to be killed: `deno run -A apiserver_process.ts <state dir>`. Prints its URL. */
import { run } from "../../sandbox/apiserver/mod.ts";

const running = await run({
  ...{ stateDir: Deno.args[0], port: 0, host: "127.0.0.1", seedDirs: [], users: [] },
  crdDirs: [new URL("../../crds", import.meta.url).pathname],
}, new AbortController().signal);
console.log(running.url);
await running.finished;
