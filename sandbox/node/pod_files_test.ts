import { assertEquals, assertRejects } from "@std/assert";
import { FakeClock } from "../../platform/fake_clock.ts";
import { silentLog } from "../../platform/log.ts";
import type { Pod } from "../../kube/builtins.ts";
import { failure, ScriptedServer } from "../../kube/testing/scripted_server.ts";
import { PodFiles } from "./pod_files.ts";

const POD: Pod = {
  metadata: { name: "p", namespace: "demo", uid: "u" },
  spec: {
    serviceAccountName: "editor",
    containers: [],
    volumes: [{
      name: "access",
      projected: {
        sources: [
          { serviceAccountToken: { path: "token", expirationSeconds: 3600 } },
          { downwardAPI: { items: [{ path: "namespace", fieldRef: { fieldPath: "metadata.namespace" } }] } },
        ],
      },
    }],
  },
};
const SIGNAL = new AbortController().signal;
const token = (token: string, expirationTimestamp: string) => Response.json({ status: { token, expirationTimestamp } });

async function withFiles(
  test: (server: ScriptedServer, files: PodFiles, root: string, clock: FakeClock) => unknown,
  pod = POD,
) {
  const root = await Deno.makeTempDir();
  const clock = new FakeClock("2026-01-01T00:00:00Z");
  const server = new ScriptedServer();
  const files = new PodFiles({ client: server.client(), settings: server.client(), clock, log: silentLog }, pod, root);
  try {
    await test(server, files, root, clock);
  } finally {
    await files.remove();
    await Deno.remove(root, { recursive: true });
  }
}

Deno.test("a pod's token is its ServiceAccount's, bound to the pod, and nobody else may read it", async () => {
  await withFiles(async (server, files, root) => {
    let body: { spec: unknown } | undefined;
    server.answer(async (_, request) => {
      body = await request.json();
      return token("first", "2026-01-01T01:00:00Z");
    });
    await files.fill(SIGNAL);
    assertEquals(server.requests, ["POST /api/v1/namespaces/demo/serviceaccounts/editor/token"]);
    const boundObjectRef = { apiVersion: "v1", kind: "Pod", name: "p", uid: "u" };
    assertEquals(body!.spec, { audiences: [], expirationSeconds: 3600, boundObjectRef });
    assertEquals(await Deno.readTextFile(`${root}/access/token`), "first");
    assertEquals(await Deno.readTextFile(`${root}/access/namespace`), "demo");
    assertEquals((await Deno.stat(`${root}/access/token`)).mode! & 0o777, 0o600);
    await files.fill(SIGNAL);
    assertEquals(server.requests.length, 1);
  });
});

Deno.test("a token is renewed in its file before it ends, also where the apiserver fails once", async () => {
  await withFiles(async (server, files, root, clock) => {
    server.answer(token("first", "2026-01-01T01:00:00Z"));
    await files.fill(SIGNAL);
    server.answer(failure({ code: 503, message: "down" }), token("second", "2026-01-01T02:00:00Z"));
    await clock.advance(47 * 60_000);
    assertEquals(await Deno.readTextFile(`${root}/access/token`), "first");
    await clock.advance(60_000);
    await clock.advance(30_000);
    await until(async () => await Deno.readTextFile(`${root}/access/token`) === "second");
  });
});

Deno.test("a volume that could not be filled is tried again, and its files go with the pod", async () => {
  await withFiles(async (server, files, root) => {
    server.answer(failure({ code: 403, message: "no such account" }));
    await assertRejects(() => files.fill(SIGNAL), Error, 'volume "access": POST /api/v1/namespaces/demo');
    server.answer(token("first", "2026-01-01T01:00:00Z"));
    await files.fill(SIGNAL);
    await files.remove();
    assertEquals(Array.from(Deno.readDirSync(root)), []);
  });
});

Deno.test("a ConfigMap's files have their bytes and the mode that their volume says, so that a script runs", async () => {
  const volumes = [{ name: "scripts", configMap: { name: "scripts", defaultMode: 0o755 } }];
  await withFiles(async (server, files, root) => {
    const data = { "run.sh": "#!/bin/sh\necho it runs\n" };
    server.answer(Response.json({ metadata: { name: "scripts" }, data, binaryData: { raw: "AP8=" } }));
    await files.fill(SIGNAL);
    assertEquals(await Deno.readTextFile(`${root}/scripts/run.sh`), data["run.sh"]);
    assertEquals((await Deno.stat(`${root}/scripts/run.sh`)).mode! & 0o777, 0o755);
    assertEquals(await Deno.readFile(`${root}/scripts/raw`), new Uint8Array([0, 255]));
  }, { ...POD, spec: { containers: [], volumes } });
});

async function until(isMet: () => Promise<boolean>): Promise<void> {
  for (let i = 0; !await isMet(); i++) {
    if (i > 100) throw new Error("Cannot see the new token: not within 100 turns.");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
