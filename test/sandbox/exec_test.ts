import { assertEquals, assertRejects } from "@std/assert";
import { isForbidden, isNotFound, NAMESPACES, PODS } from "../../kube/mod.ts";
import { SilenceError } from "../../kube/errors.ts";
import { processesThatMention } from "../e2e/process_table.ts";
import { waitFor } from "../e2e/wait_for.ts";
import { withSandbox } from "./running_sandbox.ts";

const key = { namespace: "demo", name: "shell" };

Deno.test("our client runs commands in a container of the sandbox, within time and size, for whoever may", async (t) => {
  await withSandbox(async ({ client, clientAs, eventually, ...sandbox }) => {
    await sandbox.startControllers();
    await sandbox.startNode();
    await client.create(NAMESPACES, { metadata: { name: "demo" } });
    const containers = [{ name: "c", image: "busybox", command: ["sleep", "1000"] }];
    await client.create(PODS, { metadata: key, spec: { containers, terminationGracePeriodSeconds: 1 } });
    await eventually("it runs", async () => (await client.get(PODS, key)).status?.phase === "Running" || undefined);
    const sh = (script: string) => ["sh", "-c", script];

    await t.step("with what it prints and its exit code", async () => {
      const outcome = await client.exec(key, sh("echo a b; echo é >&2; exit 3"));
      assertEquals(outcome, { exitCode: 3, stdout: "a b\n", stderr: "é\n" });
      assertEquals(await client.exec(key, ["true"], { container: "c" }), { exitCode: 0, stdout: "", stderr: "" });
    });
    await t.step("what prints too much, or takes too long, ends there and here", async () => {
      const mark = `1000${Deno.pid}`;
      await assertRejects(() => client.exec(key, sh(`yes ${mark}`)), Error, "it is over 65536 bytes");
      await assertRejects(() => client.exec(key, ["sleep", mark], { timeoutMs: 300 }), SilenceError, "within 0.3 s");
      await waitFor("nothing of it is left", () => processesThatMention(mark).length === 0);
    });
    await t.step("what cannot be run is said", async () => {
      await assertRejects(() =>
        client.exec(key, ["no-such-program"]).then(({ exitCode }) => {
          if (exitCode !== 0) throw new Error("not found");
        })
      );
      const error = await assertRejects(() => client.exec({ ...key, name: "other" }, ["true"]));
      assertEquals(isNotFound(error), true);
      await assertRejects(() => client.exec(key, ["true"], { container: "d" }), Error, "container d is not valid");
    });
    await t.step("whoever may not, may not", async () => {
      const error = await assertRejects(async () => await (await clientAs("nobody")).exec(key, ["true"]));
      assertEquals(isForbidden(error), true);
    });
  });
});
