import { builder } from "./builder.ts";

/** Whether the caller may do one thing. */
export interface Permission {
  isAllowed: boolean;
  reason?: string;
}

/** Allowed, or refused with the sentence that says why. */
export function toPermission(isAllowed: boolean, otherwise: string): Permission {
  return isAllowed ? { isAllowed } : { isAllowed, reason: otherwise };
}

export const PermissionRef = builder.objectRef<Permission>("Permission").implement({
  description: "Whether the caller may do one thing.",
  fields: (t) => ({
    isAllowed: t.exposeBoolean("isAllowed", { description: "Whether it may." }),
    reason: t.exposeString("reason", { nullable: true, description: "Null when allowed; else who can grant it." }),
  }),
});
