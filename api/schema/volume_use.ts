import type { VolumeUse } from "../volumes/volume_users.ts";
import { builder } from "./builder.ts";

/** One use of a volume. */
export const VolumeUseRef = builder.objectRef<VolumeUse>("VolumeUse").implement({
  description: "One use of a volume.",
  fields: (t) => ({
    kind: t.exposeString("kind", { description: "Kind of what uses it, such as `Notebook`, `Tensorboard` or `Pod`." }),
    name: t.exposeString("name", { description: "Name of what uses it, in the same namespace." }),
    isRunning: t.exposeBoolean("isRunning", { description: "Whether it runs now." }),
    node: t.exposeString("node", { nullable: true, description: "On which machine. Null unless it runs." }),
    readOnly: t.exposeBoolean("readOnly", { description: "Whether it only reads." }),
  }),
});
