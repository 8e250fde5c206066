/** Effect: runs kubectl, to build what platform teams apply. */
import { parseAll } from "@std/yaml";
import type { KubeObject } from "../../kube/mod.ts";
import { findBinaries } from "../controlplane/find_binaries.ts";

const DEPLOY = new URL("../../deploy", import.meta.url).pathname;

// deno-lint-ignore no-explicit-any -- manifests of many kinds, looked into as a script would
export type Manifest = KubeObject & Record<string, any>;

/** What somebody may apply: folders of deploy/, as resources and as components. */
export interface Variant {
  name: string;
  resources: readonly string[];
  components?: readonly string[];
  namespace?: string;
}

const DECISIONS = ["components/culling", "components/exec-probe", "components/notebook-form", "components/takeover"];
const WEBHOOK = ["webhook/base", "webhook/ignore", "webhook/cert-manager"];

/** The base and every overlay, and two with every component that goes with them. */
export const VARIANTS: readonly Variant[] = [
  ...["base", "overlays/istio", "overlays/gateway-api", "overlays/kubeflow", "kubeflow-profile"]
    .map((folder) => ({ name: folder, resources: [folder] })),
  { name: "everything in Kubeflow", namespace: "kubeflow", resources: ["overlays/kubeflow"], components: DECISIONS },
  { name: "everything", resources: ["overlays/istio"], components: [...DECISIONS, ...WEBHOOK] },
];

/** Builds a variant as `kubectl apply -k` would; rejects where kustomize has anything to complain of. */
export function buildManifests({ resources, components = [], namespace }: Variant): Promise<Manifest[]> {
  const at = (folder: string) => `DEPLOY/${folder}`;
  return buildKustomization(
    JSON.stringify({ namespace, resources: resources.map(at), components: components.map(at) }),
  );
}

/** Builds a kustomization in which `DEPLOY/` stands for the folder of ours. */
export async function buildKustomization(text: string): Promise<Manifest[]> {
  const { found, missing } = await findBinaries(["kubectl"]);
  if (!found.kubectl) throw new Error(`Cannot build manifests: ${missing[0].why}`);
  const dir = await Deno.makeTempDir({ prefix: "atelier-kustomize-" });
  try {
    await Deno.writeTextFile(`${dir}/kustomization.yaml`, text.replaceAll("DEPLOY/", `${relative(dir, DEPLOY)}/`));
    const { code, stdout, stderr } = await new Deno.Command(found.kubectl.path, { args: ["kustomize", dir] }).output();
    const said = new TextDecoder().decode(stderr);
    if (code !== 0 || said) throw new Error(`Cannot build ${text}: ${said}`);
    return parseAll(new TextDecoder().decode(stdout)) as Manifest[];
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

/** Kustomize takes no absolute paths. */
function relative(from: string, to: string): string {
  return `${from.split("/").slice(1).map(() => "..").join("/")}${to}`;
}
