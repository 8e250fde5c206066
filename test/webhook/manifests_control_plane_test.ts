import { assertEquals } from "@std/assert";
import { parseAll } from "@std/yaml";
import { findBinaries } from "../controlplane/find_binaries.ts";

const DEPLOY = new URL("../../deploy/webhook", import.meta.url).pathname;
// deno-lint-ignore no-explicit-any -- manifests of many kinds
type Manifest = any;

Deno.test("the webhook's manifests are built by kubectl, alone and with each of their components", async () => {
  const { found, missing } = await findBinaries(["kubectl"]);
  assertEquals(missing, []);
  const dir = await Deno.makeTempDir({ prefix: "atelier-kustomize-" });
  const build = async (...components: string[]) => {
    await Deno.writeTextFile(
      `${dir}/kustomization.yaml`,
      JSON.stringify({
        resources: [relative(dir, `${DEPLOY}/base`)],
        components: components.map((each) => relative(dir, `${DEPLOY}/${each}`)),
      }),
    );
    const { code, stdout, stderr } = await new Deno.Command(found.kubectl!.path, { args: ["kustomize", dir] }).output();
    assertEquals([code, new TextDecoder().decode(stderr)], [0, ""]);
    const objects = parseAll(new TextDecoder().decode(stdout)) as Manifest[];
    const configuration = objects.find(({ kind }) => kind === "MutatingWebhookConfiguration");
    return { kinds: objects.map(({ kind }) => kind).sort(), configuration };
  };
  const base = await build();
  assertEquals(base.kinds, ["ClusterRole", "ClusterRoleBinding", "MutatingWebhookConfiguration", "Service"]);
  assertEquals(base.configuration.webhooks[0].failurePolicy, "Fail");
  const all = await build("ignore", "cert-manager");
  assertEquals(all.configuration.webhooks[0].failurePolicy, "Ignore");
  assertEquals(all.configuration.metadata.annotations, { "cert-manager.io/inject-ca-from": "atelier/atelier-webhook" });
  assertEquals(all.kinds.filter((each) => !base.kinds.includes(each)), ["Certificate", "Issuer"]);
  await Deno.remove(dir, { recursive: true });
});

/** Kustomize takes no absolute paths. */
function relative(from: string, to: string): string {
  return `${from.split("/").slice(1).map(() => "..").join("/")}${to}`;
}
