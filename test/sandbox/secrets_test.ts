import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { CONFIG_MAPS, EVENTS, isForbidden, type KubeClient, NAMESPACES, type Pod, PODS } from "../../kube/mod.ts";
import { SECRETS } from "../../kube/builtins.ts";
import { withSandbox } from "./running_sandbox.ts";

const namespace = "demo";
const metadata = { namespace, name: "board" };

Deno.test("a pod waits for the secrets and config maps that it names, and gets them as environment and as files", async () => {
  await withSandbox(async ({ client, clientAs, eventually, ...sandbox }) => {
    const asked: string[] = [];
    await sandbox.startControllers();
    await sandbox.startNode({ client: watched(client, asked) });
    await client.create(NAMESPACES, { metadata: { name: namespace } });
    await client.create(SECRETS, { metadata: { namespace, name: "keyfile" }, stringData: { "key.json": "{}" } });
    await client.create(PODS, { metadata, spec: spec() });
    const waiting = (words: string) =>
      eventually(words, async () => {
        const { status } = await client.get(PODS, metadata);
        const { reason, message } = status?.containerStatuses?.[0].state?.waiting ?? {};
        return (reason === "CreateContainerConfigError" && message === words) || undefined;
      });
    await waiting('secret "s3" not found');
    await client.create(SECRETS, { metadata: { namespace, name: "s3" }, stringData: { AWS_ACCESS_KEY_ID: "id" } });
    await waiting('configmap "place" not found');
    await client.create(CONFIG_MAPS, { metadata: { namespace, name: "place" }, data: { region: "eu" } });
    await waiting("couldn't find key secret in Secret demo/s3");
    await client.patch(SECRETS, { namespace, name: "s3" }, { stringData: { secret: "key" } }, { type: "merge" });
    await eventually(
      "its end",
      async () => (await client.get(PODS, metadata)).status?.phase === "Succeeded" || undefined,
    );
    const log = await new Response(await client.logs(metadata, {}, AbortSignal.timeout(5_000))).text();
    assertEquals(log, "id key eu -\n{}\n");
    const { items } = await client.list(EVENTS, { namespace });
    assertStringIncludes(items.map((each) => each.message).join("\n"), 'Error: secret "s3" not found');
    const node = await clientAs("system:node:test", ["system:nodes"]);
    await client.create(SECRETS, { metadata: { namespace, name: "of-nobody" }, stringData: { a: "b" } });
    assertEquals((await node.get(SECRETS, { namespace, name: "s3" })).metadata.name, "s3");
    for (const name of ["of-nobody", "none"]) {
      assertEquals(isForbidden(await assertRejects(() => node.get(SECRETS, { namespace, name }))), true);
    }
    assertEquals([...new Set(asked)].sort(), [
      // Of its ServiceAccount's volume.
      "configmaps/kube-root-ca.crt",
      "configmaps/place",
      "secrets/gcp",
      "secrets/keyfile",
      "secrets/s3",
    ]);
  });
});

function spec(): Pod["spec"] {
  const script = "echo $AWS_ACCESS_KEY_ID $KEY $PLACE_region ${NONE:--}; cat /gcp/key.json";
  const container = {
    name: "c",
    image: "busybox",
    command: ["sh", "-c", script],
    envFrom: [
      { secretRef: { name: "s3" } },
      { configMapRef: { name: "place" }, prefix: "PLACE_" },
      { secretRef: { name: "gcp", optional: true } },
    ],
    env: [{ name: "KEY", valueFrom: { secretKeyRef: { name: "s3", key: "secret" } } }],
    volumeMounts: [{ name: "gcp", mountPath: "/gcp", readOnly: true }],
  };
  return {
    restartPolicy: "Never",
    containers: [container],
    volumes: [{ name: "gcp", secret: { secretName: "keyfile" } }],
  };
}

/** The same client, that notes which Secrets and ConfigMaps it is asked for, and lists too. */
function watched(client: KubeClient, asked: string[]): KubeClient {
  return {
    ...client,
    fetch(lane, path, init) {
      const [, named] = /\/((?:secrets|configmaps)\b.*)$/.exec(path) ?? [];
      if (named) asked.push(named);
      return client.fetch(lane, path, init);
    },
  };
}
