import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { resolveImagesDir } from "../../platform/dev_config.ts";
import { PODS } from "../../kube/builtins.ts";
import { withSandbox } from "../sandbox/running_sandbox.ts";
import { plantClaim, plantTool } from "./tool_on_claim.ts";
import { measurePeak } from "./peak_memory.ts";

const PREFIX = "/volumes/devices/demo/work/";
const LIMIT_MS = 300_000;
/** LARGE_FILE_MIB says another size. */
const LARGE_MIB = Number(Deno.env.get("LARGE_FILE_MIB") ?? 256);
const MIB = 2 ** 20;

Deno.test("Cloud Commander edits and carries the files of its claim, below its prefix", async (t) => {
  await withSandbox(async ({ client, eventually, stateDir, ...sandbox }) => {
    await sandbox.startControllers();
    await sandbox.startNode({ imagesDir: resolveImagesDir(Deno.env.toObject()) });
    const { url } = (await sandbox.startGateway()).running;
    await plantClaim(client);
    await plantTool(client, {
      name: "pvcviewer-work",
      container: {
        image: "coderaiser/cloudcmd:18.8.11",
        args: ["--root", "/data", "--prefix", PREFIX.slice(0, -1)],
        volumeMounts: [{ name: "volume", mountPath: "/data" }],
      },
      ...{ port: 8000, prefix: PREFIX },
    });
    const page = await eventually("Cloud Commander", async () => {
      const response = await fetch(url + PREFIX);
      return response.ok ? await response.text() : void await response.body?.cancel();
    }, LIMIT_MS);
    const files = `${url}${PREFIX}api/v1/fs/`;
    const directory = `${stateDir}/volumes/demo/work`;

    await t.step("what would run commands or change it for everybody is off", () => {
      for (const each of ["terminal", "console", "configDialog", "configAuth"]) {
        assertStringIncludes(page, `"${each}":false`);
      }
    });
    await t.step("a file is written, read and written anew", async () => {
      for (const text of ["print(1)\n", "print(2)\n"]) {
        const written = await fetch(`${files}cell.py`, { method: "PUT", body: text });
        assertEquals([written.status, await Deno.readTextFile(`${directory}/cell.py`)], [200, text]);
        await written.body?.cancel();
        assertEquals(await (await fetch(`${files}cell.py`)).text(), text);
      }
    });
    await t.step(`${LARGE_MIB} MiB go up and down with flat memory`, async () => {
      const { items: [pod] } = await client.list(PODS, { namespace: "demo" });
      const pidFile = `${stateDir}/pods/${pod.metadata.uid}/pvcviewer-work.pid`;
      const pid = parseInt(await Deno.readTextFile(pidFile));
      const up = await measurePeak(pid, async () => {
        const response = await fetch(`${files}large.bin`, { method: "PUT", body: bytes(LARGE_MIB) });
        assertEquals(response.status, 200);
        await response.body?.cancel();
      });
      assertEquals((await Deno.stat(`${directory}/large.bin`)).size, LARGE_MIB * MIB);
      const down = await measurePeak(pid, async () => {
        let received = 0;
        for await (const chunk of (await fetch(`${files}large.bin`)).body!) received += chunk.length;
        assertEquals(received, LARGE_MIB * MIB);
      });
      console.log(`${LARGE_MIB} MiB up: ${JSON.stringify(up)}, down: ${JSON.stringify(down)}`);
      for (const { ownMib, toolMib } of [up, down]) {
        assert(ownMib < 200, `gateway and client grew by ${ownMib} MiB`);
        assert(toolMib < 200, `Cloud Commander grew by ${toolMib} MiB`);
      }
    });
  });
});

function bytes(mib: number): ReadableStream<Uint8Array> {
  const chunk = crypto.getRandomValues(new Uint8Array(65_536));
  let left = mib * 16;
  return new ReadableStream({
    pull(controller) {
      if (left-- > 0) controller.enqueue(chunk.slice());
      else controller.close();
    },
  });
}
