import { builder } from "./builder.ts";

/** What everything with a global id has. */
export const NodeRef = builder.interfaceRef<object>("Node");

NodeRef.implement({
  description: "Something with an id of its own.",
  fields: (t) => ({
    id: t.id({
      description: "Global, opaque: kind, namespace, name and UID. A re-created namesake has another id.",
      resolve: () => {
        throw new Error("Cannot resolve an id: each type has its own.");
      },
    }),
  }),
});
