/** What can be seen of the manifests before anybody applies them; named for the control plane, which brings kubectl. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { readForm } from "../../api/form/read_form.ts";
import { readCulling } from "../../controller/culler/mod.ts";
import { ConfigError, resolveConfig } from "../../platform/mod.ts";
import { buildKustomization, buildManifests, type Manifest, type Variant, VARIANTS } from "./build_manifests.ts";
import { deployedParts } from "./deployed_environment.ts";
import { variablesRead } from "./variables_read.ts";

/** Runs a check on each variant; what it finds wrong is told by the variant's name. */
async function inEach(wrong: (manifests: Manifest[], variant: Variant) => readonly string[]): Promise<void> {
  const found = await Promise.all(
    VARIANTS.map(async (variant) =>
      wrong(await buildManifests(variant), variant).map((each) => `${variant.name}: ${each}`)
    ),
  );
  assertEquals(found.flat(), []);
}

const ofKind = (manifests: readonly Manifest[], kind: string) => manifests.filter((each) => each.kind === kind);

Deno.test("every variable in the manifests is one that main.ts reads", async () => {
  const read = variablesRead();
  assert(read.has("USERID_PREFIX") && read.has("CULL_IDLE_TIME") && read.has("WEBHOOK_PORT"));
  await inEach((manifests) =>
    deployedParts(manifests).flatMap(({ env }) => Object.keys(env)).filter((name) => !read.has(name))
  );
});

Deno.test("each part starts with what the manifests say, serves others, and would not without a way to know users", async () => {
  await inEach((manifests, { name }) => {
    const parts = deployedParts(manifests);
    const roles = parts.map(({ env }) => resolveConfig(env)).map(({ role, host }) => `${role} on ${host}`).sort();
    return roles.length === 0 && name === "kubeflow-profile" || `${roles}` === "api on 0.0.0.0,controller on 0.0.0.0"
      ? []
      : roles;
  });
  const [api] = deployedParts(await buildManifests(VARIANTS[0])).filter(({ env }) => env.ROLE === "api");
  assertThrows(() => resolveConfig({ ...api.env, USERID_HEADER: undefined }), ConfigError, "USERID_HEADER");
});

Deno.test("whatever selects pods selects those of one part, and the ports that it names are theirs", async () => {
  await inEach((manifests) => {
    const parts = deployedParts(manifests);
    return ["Service", "NetworkPolicy", "PodDisruptionBudget", "AuthorizationPolicy"].flatMap((kind) =>
      ofKind(manifests, kind).filter((each) => each.metadata.name !== "atelier-culling").flatMap((each) => {
        const { selector, podSelector } = each.spec;
        const wanted = Object.entries((podSelector ?? selector).matchLabels ?? selector);
        const chosen = parts.filter(({ namespace, labels }) =>
          namespace === each.metadata.namespace && wanted.every(([key, value]) => labels[key] === value)
        );
        const named = `${kind} ${each.metadata.name}`;
        if (chosen.length !== 1) return [`${named} selects ${chosen.length} parts`];
        const ports = chosen[0].pod.containers[0].ports.map(({ name }: { name: string }) => name);
        return portsOf(each).filter((port) => typeof port === "string" && !ports.includes(port))
          .map((port) => `${named}: ${port}`);
      })
    );
  });
});

function portsOf({ spec }: Manifest): unknown[] {
  const ofPolicy = (spec.ingress ?? []).flatMap((rule: Manifest) => rule.ports).map((each: Manifest) => each.port);
  return [...ofPolicy, ...(spec.ports ?? []).map((each: Manifest) => each.targetPort)];
}

Deno.test("pods run as nobody in particular, on a root that they cannot write, and may do nothing special", async () => {
  await inEach((manifests) =>
    deployedParts(manifests).flatMap(({ name, pod }) => {
      const [{ securityContext, resources, readinessProbe, livenessProbe }] = pod.containers;
      const { capabilities, readOnlyRootFilesystem, allowPrivilegeEscalation } = securityContext;
      const isSafe = pod.securityContext.runAsNonRoot && pod.securityContext.runAsUser > 0 &&
        pod.securityContext.seccompProfile.type === "RuntimeDefault" && readOnlyRootFilesystem === true &&
        allowPrivilegeEscalation === false && `${capabilities.drop}` === "ALL";
      const isBounded = resources.limits.memory && resources.requests.memory && resources.requests.cpu;
      return isSafe && isBounded && readinessProbe && livenessProbe ? [] : [name];
    })
  );
});

Deno.test("the image runs as the user that the manifests name", async () => {
  const dockerfile = await Deno.readTextFile(new URL("../../Dockerfile", import.meta.url));
  const [, user] = /^USER (\d+)$/m.exec(dockerfile) ?? [];
  await inEach((manifests) =>
    deployedParts(manifests).filter(({ pod }) => String(pod.securityContext.runAsUser) !== user).map(({ name }) => name)
  );
});

Deno.test("an ALLOW of Istio's is never in its root namespace, nor without somebody whom it allows", async () => {
  await inEach((manifests) =>
    ofKind(manifests, "AuthorizationPolicy").filter(({ metadata, spec }) =>
      metadata.namespace === "istio-system" || !spec.rules?.length
    ).map(({ metadata }) => metadata.name)
  );
});

Deno.test("Kubeflow's overlay has nothing outside its namespace but roles, and does not bring the namespace", async () => {
  const manifests = await buildManifests(VARIANTS.find(({ name }) => name === "everything in Kubeflow")!);
  assertEquals(ofKind(manifests, "Namespace"), []);
  const outside = manifests.filter(({ kind, metadata }) =>
    !kind!.startsWith("Cluster") && metadata.namespace !== "kubeflow"
  );
  assertEquals(outside, []);
  const controller = deployedParts(manifests).find(({ env }) => env.ROLE === "controller");
  assertEquals(controller?.account, "notebook-controller-service-account");
  const subjects = manifests.filter(({ kind }) => /Binding$/.test(kind!)).flatMap((each) => each.subjects);
  const known = ofKind(manifests, "ServiceAccount").map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
  assertEquals(subjects.filter((each) => !known.includes(`${each.namespace}/${each.name}`)), []);
});

Deno.test("the webhook's components set who fails, and where the certificate comes from", async () => {
  const build = (...components: string[]) => buildManifests({ name: "webhook", resources: ["base"], components });
  const configurationOf = (manifests: Manifest[]) => ofKind(manifests, "MutatingWebhookConfiguration")[0];
  const plain = configurationOf(await build("webhook/base"));
  assertEquals([plain.webhooks[0].failurePolicy, plain.metadata.annotations], ["Fail", undefined]);
  const all = await build("webhook/base", "webhook/ignore", "webhook/cert-manager");
  assertEquals(configurationOf(all).webhooks[0].failurePolicy, "Ignore");
  assertEquals(configurationOf(all).metadata.annotations, {
    "cert-manager.io/inject-ca-from": "atelier/atelier-webhook",
  });
  const secret = ofKind(all, "Certificate")[0].spec.secretName;
  const mounted = deployedParts(all).flatMap(({ pod }) => pod.volumes).map((each: Manifest) => each.secret?.secretName);
  assert(mounted.includes(secret));
});

Deno.test("the kustomization in the install guide builds, and what it says arrives", async () => {
  const guide = await Deno.readTextFile(new URL("../../docs/guides/install.md", import.meta.url));
  const [, text] = /<!-- block: kustomization -->\n```yaml\n([^]*?)```/.exec(guide)!;
  const manifests = await buildKustomization(text.replaceAll("../atelier/deploy/", "DEPLOY/"));
  const [api, controller] = deployedParts(manifests);
  assertEquals(api.pod.containers[0].image, "registry.example.org/atelier:1");
  assertEquals([controller.env.TOOL_ORIGIN, controller.env.ROUTES], ["https://tools.example.com", "istio"]);
  assertEquals(controller.env.USERID_HEADER, "kubeflow-userid");
  const [{ spec }] = ofKind(manifests, "VirtualService");
  assertEquals([spec.hosts, spec.gateways], [["atelier.example.com"], ["istio-system/public"]]);
});

Deno.test("the files that components ship are read without a complaint, and the culling stops nothing yet", async () => {
  const manifests = await buildManifests(VARIANTS.find(({ name }) => name === "everything")!);
  const dataOf = (name: string) => ofKind(manifests, "ConfigMap").find((each) => each.metadata.name === name)!.data;
  const { settings, warnings } = readCulling(dataOf("atelier-culling")["culling.yaml"], {});
  assertEquals([settings.enabled, settings.dryRun, warnings], [true, true, []]);
  assertEquals(readForm(dataOf("atelier-notebook-form")["spawner_ui_config.yaml"]).problems, []);
  const [api] = deployedParts(manifests).filter(({ env }) => env.ROLE === "api");
  assertEquals([api.env.NOTEBOOK_FORM !== undefined, api.env.NOTEBOOK_IMAGES], [true, undefined]);
});
