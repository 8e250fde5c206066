import type { Namespace } from "../../kube/mod.ts";
import { ACCESS, type Access } from "../access.ts";
import type { ApiContext } from "../context.ts";
import type { Page } from "../keyset_page.ts";
import { idOf } from "../object_id.ts";
import { builder, perViewer } from "./builder.ts";
import { NodeRef } from "./node.ts";
import { PageInfoRef } from "./page_info.ts";
import { isDefaultClass, type NamedClass, StorageClassRef } from "./storage_class.ts";
import { type Permission, PermissionRef, toPermission } from "./permission.ts";

type Role = "VIEW" | "EDIT" | "ADMIN" | "CUSTOM";

const NamespaceRoleEnum = builder.enumType("NamespaceRole", {
  description: "What the caller's rights in a namespace come to.",
  values: {
    VIEW: { description: "May look." },
    EDIT: { description: "May make, change and delete notebooks." },
    ADMIN: { description: "May also give others rights." },
    CUSTOM: { description: "Something between: `can` says what." },
  } as const,
});

async function permit(namespace: Namespace, access: Access, { rights }: ApiContext): Promise<Permission> {
  const { name, deletionTimestamp } = namespace.metadata;
  if (deletionTimestamp) return toPermission(false, `${name} is being deleted.`);
  return toPermission(await rights.may(access, name), `You can only look in ${name}. Ask whoever manages it for more.`);
}

const NamespacePermissionsRef = builder.objectRef<Namespace>("NamespacePermissions").implement({
  description: "What the caller may do in a namespace.",
  fields: (t) => ({
    createNotebook: t.field({
      type: PermissionRef,
      description: "Make a notebook.",
      resolve: (namespace, _args, context) => permit(namespace, ACCESS.notebooks.create, context),
    }),
    createTensorboard: t.field({
      type: PermissionRef,
      description: "Make a TensorBoard.",
      resolve: (namespace, _args, context) => permit(namespace, ACCESS.tensorboards.create, context),
    }),
    createVolume: t.field({
      type: PermissionRef,
      description: "Make a volume.",
      resolve: (namespace, _args, context) => permit(namespace, ACCESS.claims.create, context),
    }),
  }),
});

const NamespaceRef = builder.objectRef<Namespace>("Namespace").implement({
  description: "A place for notebooks, with rights of its own.",
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ description: "Global, opaque.", resolve: (namespace) => idOf("Namespace", namespace) }),
    name: t.field({
      type: "ResourceName",
      description: "What it is called.",
      resolve: ({ metadata }) => metadata.name,
    }),
    displayName: t.string({
      description: "What people call it; its name where nothing is set.",
      resolve: ({ metadata }) => metadata.annotations?.["openshift.io/display-name"] ?? metadata.name,
    }),
    role: t.field({
      type: NamespaceRoleEnum,
      description: "What the caller's rights there come to.",
      extensions: perViewer,
      resolve: ({ metadata }, _args, context) => findRole(metadata.name, context),
    }),
    can: t.field({
      type: NamespacePermissionsRef,
      description: "What the caller may do there.",
      extensions: perViewer,
      resolve: (namespace) => namespace,
    }),
    storageClasses: t.field({
      type: [StorageClassRef],
      description: "Kinds of storage for new volumes, by name; the default one first.",
      resolve: (_namespace, _args, { stores }) => {
        const named = stores.storageClasses.list().map((storageClass) => ({
          name: storageClass.metadata.name,
          storageClass,
        }));
        const rank = ({ storageClass, name }: NamedClass) => `${isDefaultClass(storageClass) ? 0 : 1}${name}`;
        return named.sort((a, b) => rank(a) < rank(b) ? -1 : 1);
      },
    }),
    isDeleting: t.boolean({
      description: "Whether it is being deleted: nothing new can be made there.",
      resolve: ({ metadata }) => metadata.deletionTimestamp !== undefined,
    }),
  }),
});

const NamespaceEdgeRef = builder.objectRef<Page<Namespace>["edges"][number]>("NamespaceEdge").implement({
  description: "A namespace in a page.",
  fields: (t) => ({
    cursor: t.exposeString("cursor", { description: "Where it stands in this search." }),
    node: t.expose("node", { type: NamespaceRef, description: "The namespace." }),
  }),
});

/** One page of namespaces. */
export const NamespaceConnectionRef = builder.objectRef<Page<Namespace>>("NamespaceConnection").implement({
  description: "One page of namespaces, by name.",
  fields: (t) => ({
    edges: t.expose("edges", { type: [NamespaceEdgeRef], description: "The rows with their cursors." }),
    nodes: t.field({
      type: [NamespaceRef],
      description: "The rows alone.",
      resolve: ({ edges }) => edges.map(({ node }) => node),
    }),
    pageInfo: t.expose("pageInfo", { type: PageInfoRef, description: "Where this page lies." }),
    totalCount: t.exposeInt("totalCount", { description: "Of what the caller may see and the search lets pass." }),
  }),
});

builder.queryField("namespace", (t) =>
  t.field({
    type: NamespaceRef,
    nullable: true,
    description: "One namespace, with what forms need to know of it. Null: gone, or nothing of the caller's is there.",
    extensions: perViewer,
    args: { name: t.arg({ type: "ResourceName", required: true, description: "What it is called." }) },
    resolve: async (_root, { name }, { rights, stores }) =>
      await rights.may(ACCESS.notebooks.list, name) ? stores.namespaces.get(name) ?? null : null,
  }));

async function findRole(namespace: string, { rights }: ApiContext): Promise<Role> {
  const wanted = [ACCESS.notebooks.create, ACCESS.notebooks.patch, ACCESS.notebooks.delete];
  const verdicts = await Promise.all(wanted.map((access) => rights.may(access, namespace)));
  if (verdicts.every((isAllowed) => isAllowed)) {
    return await rights.may(ACCESS.grantRoles, namespace) ? "ADMIN" : "EDIT";
  }
  return verdicts.some((isAllowed) => isAllowed) ? "CUSTOM" : "VIEW";
}
