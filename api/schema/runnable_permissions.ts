import type { Notebook } from "../../kube/mod.ts";
import { overlayTool } from "../../kube/explain/mod.ts";
import { ACCESS, type Access } from "../access.ts";
import type { ApiContext } from "../context.ts";
import { builder } from "./builder.ts";
import { type Permission, PermissionRef, toPermission } from "./permission.ts";

/** Reviewed for the namespace, so that a list of hundreds asks a handful of questions. */
async function permit({ metadata }: Notebook, access: Access, { rights }: ApiContext): Promise<Permission> {
  const namespace = metadata.namespace ?? "";
  const isAllowed = await rights.may(access, namespace);
  return toPermission(isAllowed, `You can only look in ${namespace}. Ask whoever manages it for more.`);
}

/** What the caller may do with one notebook. */
export const RunnablePermissionsRef = builder.objectRef<Notebook>("RunnablePermissions").implement({
  description: "What the caller may do with something that has a server in it.",
  fields: (t) => ({
    connect: t.field({
      type: PermissionRef,
      description: "Open it: when it answers, and the caller may see it.",
      resolve: (notebook) => {
        const { url, explanation } = overlayTool(notebook);
        return toPermission(url !== undefined, explanation.message);
      },
    }),
    stop: t.field({
      type: PermissionRef,
      description: "Stop and start it.",
      resolve: (notebook, _args, context) => permit(notebook, ACCESS.patchNotebook, context),
    }),
    delete: t.field({
      type: PermissionRef,
      description: "Delete it.",
      resolve: (notebook, _args, context) => permit(notebook, ACCESS.deleteNotebook, context),
    }),
    readLogs: t.field({
      type: PermissionRef,
      description: "Read its log.",
      resolve: (notebook, _args, context) => permit(notebook, ACCESS.readLogs, context),
    }),
    readEvents: t.field({
      type: PermissionRef,
      description: "Read its events.",
      resolve: (notebook, _args, context) => permit(notebook, ACCESS.watchEvents, context),
    }),
  }),
});
