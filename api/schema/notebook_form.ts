import { ACCESS } from "../access.ts";
import { builder, guardedBy } from "./builder.ts";
import { ImageGroupRef } from "./image.ts";

const NotebookFormRef = builder.objectRef<{ namespace: string }>("NotebookForm").implement({
  description: "What the form for a new notebook offers.",
  fields: (t) => ({
    namespace: t.expose("namespace", { type: "ResourceName", description: "Where the notebook would be made." }),
    images: t.field({
      type: [ImageGroupRef],
      description: "The kinds of servers with their images.",
      resolve: (_form, _args, { images }) => [...images],
    }),
  }),
});

builder.queryField("notebookForm", (t) =>
  t.field({
    type: NotebookFormRef,
    description:
      "What the form for a new notebook offers in a namespace. Forbidden to those who cannot make one there.",
    extensions: guardedBy(ACCESS.notebooks.create),
    args: {
      namespace: t.arg({ type: "ResourceName", required: true, description: "Where the notebook would be made." }),
    },
    resolve: async (_root, { namespace }, { rights }) => {
      await rights.require(ACCESS.notebooks.create, namespace);
      return { namespace };
    },
  }));
