import { ACCESS, type Access } from "../access.ts";
import type { ApiContext } from "../context.ts";
import type { Noun } from "../nouns/noun.ts";
import { overlayTool, type ToolObject } from "../../kube/explain/mod.ts";
import { builder } from "./builder.ts";
import { type Permission, PermissionRef, toPermission } from "./permission.ts";

/** One object whose permissions are asked, and what it is. */
interface Asked {
  noun: Noun;
  object: ToolObject;
}

/** Reviewed for the namespace, so that a list of hundreds asks a handful of questions. */
async function permit({ object }: Asked, access: Access, { rights }: ApiContext): Promise<Permission> {
  const namespace = object.metadata.namespace ?? "";
  const isAllowed = await rights.may(access, namespace);
  return toPermission(isAllowed, `You can only look in ${namespace}. Ask whoever manages it for more.`);
}

/** What the caller may do with one object. */
export const RunnablePermissionsRef = builder.objectRef<Asked>("RunnablePermissions").implement({
  description: "What the caller may do with something that has a server in it.",
  fields: (t) => ({
    connect: t.field({
      type: PermissionRef,
      description: "Open it: when it answers, and the caller may see it.",
      resolve: ({ object }) => {
        const { url, explanation } = overlayTool(object);
        return toPermission(url !== undefined, explanation.message);
      },
    }),
    stop: t.field({
      type: PermissionRef,
      description: "Stop and start it.",
      resolve: (asked, _args, context) => permit(asked, asked.noun.access.patch, context),
    }),
    delete: t.field({
      type: PermissionRef,
      description: "Delete it.",
      resolve: (asked, _args, context) => permit(asked, asked.noun.access.delete, context),
    }),
    readLogs: t.field({
      type: PermissionRef,
      description: "Read its log.",
      resolve: (asked, _args, context) => permit(asked, ACCESS.readLogs, context),
    }),
    readEvents: t.field({
      type: PermissionRef,
      description: "Read its events.",
      resolve: (asked, _args, context) => permit(asked, ACCESS.events.watch, context),
    }),
  }),
});
