import { findImageOption, type ImageGroup, type ImageOption, shortImageName } from "../notebook_form.ts";
import { builder } from "./builder.ts";
import { ServerTypeRef } from "./server_type.ts";

const ImageOptionRef = builder.objectRef<ImageOption>("ImageOption").implement({
  description: "One image that the admin offers.",
  fields: (t) => ({
    reference: t.exposeString("reference", { description: "What is pulled." }),
    displayName: t.exposeString("displayName", { description: "What people call it." }),
    description: t.exposeString("description", {
      nullable: true,
      description: "What is in it. Null: nothing is said.",
    }),
    isDeprecated: t.boolean({
      description: "Whether the admin advises against it.",
      resolve: ({ isDeprecated }) => isDeprecated ?? false,
    }),
  }),
});

export const ImageGroupRef = builder.objectRef<ImageGroup>("ImageGroup").implement({
  description: "The images of one kind of server.",
  fields: (t) => ({
    serverType: t.expose("serverType", { type: ServerTypeRef, description: "Which kind of server." }),
    displayName: t.exposeString("displayName", { description: "What the admin calls it." }),
    allowsCustom: t.exposeBoolean("allowsCustom", { description: "Whether an image beyond `options` may be used." }),
    default: t.exposeString("default", {
      nullable: true,
      description: "Reference of the image that is used where none is chosen. Null: the first option.",
    }),
    isReadOnly: t.boolean({
      description: "Whether only the default may be used.",
      resolve: ({ isReadOnly }) => isReadOnly ?? false,
    }),
    options: t.field({
      type: [ImageOptionRef],
      description: "What the admin offers, best first.",
      resolve: ({ options }) => [...options],
    }),
  }),
});

/** The image of a notebook. */
export const ImageReferenceRef = builder.objectRef<{ reference: string }>("ImageReference").implement({
  description: "An image as an object names it.",
  fields: (t) => ({
    reference: t.exposeString("reference", { description: "What is pulled." }),
    displayName: t.string({
      description: "What the admin calls it, else the last part of the reference.",
      resolve: ({ reference }, _args, { form }) =>
        findImageOption(form.images, reference)?.displayName ?? shortImageName(reference),
    }),
    description: t.string({
      nullable: true,
      description: "What is in it. Null: the admin says nothing.",
      resolve: ({ reference }, _args, { form }) => findImageOption(form.images, reference)?.description,
    }),
    option: t.field({
      type: ImageOptionRef,
      nullable: true,
      description: "Null: the admin's list does not hold it.",
      resolve: ({ reference }, _args, { form }) => findImageOption(form.images, reference),
    }),
  }),
});
