import { parseAll } from "@std/yaml";
import {
  CLUSTER_ROLE_BINDINGS,
  CLUSTER_ROLES,
  type KubeClient,
  type KubeObject,
  NAMESPACES,
  type ResourceType,
  ROLE_BINDINGS,
  ROLES,
  SERVICE_ACCOUNTS,
} from "../../kube/mod.ts";

const TYPES: Readonly<Record<string, ResourceType>> = Object.fromEntries(
  ([NAMESPACES, SERVICE_ACCOUNTS, ROLES, ROLE_BINDINGS, CLUSTER_ROLES, CLUSTER_ROLE_BINDINGS] as ResourceType[])
    .map((type) => [type.kind, type]),
);
const ACCESS = new URL("../../deploy/base/access/", import.meta.url).pathname;

/** The ServiceAccounts of our two parts, as whom tests run them. */
export const CONTROLLER_USER = "system:serviceaccount:atelier:atelier-controller";
export const API_USER = "system:serviceaccount:atelier:atelier-api";

/** Gives controller and api their ServiceAccounts and the roles that they are deployed with, and no more. */
export async function installRoles(client: KubeClient): Promise<void> {
  for (const name of ["namespace", "controller-role", "api-role", "service-accounts"]) {
    const objects = parseAll(await Deno.readTextFile(`${ACCESS}${name}.yaml`)) as KubeObject[];
    for (const each of objects) {
      await client.apply(TYPES[each.kind!], each, { fieldManager: "controlplane", force: true });
    }
  }
}
