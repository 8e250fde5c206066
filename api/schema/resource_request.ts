import type { Accelerator, Amount, ResourceRequest } from "../resource_request.ts";
import { builder } from "./builder.ts";

/** A quantity with its number. */
export const AmountRef = builder.objectRef<Amount>("Amount").implement({
  description: "A quantity with its number.",
  fields: (t) => ({
    quantity: t.expose("quantity", { type: "Quantity", description: "As people write it." }),
    value: t.exposeFloat("value", { description: "Cores, bytes or pieces." }),
  }),
});

/** Pieces of a kind of accelerator. */
export const AcceleratorRef = builder.objectRef<Accelerator>("Accelerator").implement({
  description: "Pieces of a kind of accelerator.",
  fields: (t) => ({
    resource: t.exposeString("resource", { description: "Resource name, such as nvidia.com/gpu." }),
    displayName: t.string({
      description: "What the admin calls it, else its resource name.",
      resolve: ({ resource }, _args, { form }) =>
        form.accelerators.options.find((each) => each.resource === resource)?.displayName ?? resource,
    }),
    count: t.exposeInt("count", { description: "How many." }),
  }),
});

/** What a server asks for. */
export const ResourceRequestRef = builder.objectRef<ResourceRequest>("ResourceRequest").implement({
  description: "What a server asks for, and what it may take at most.",
  fields: (t) => ({
    cpu: t.expose("cpu", { type: AmountRef, nullable: true, description: "Cores. Null: none asked for." }),
    memory: t.expose("memory", { type: AmountRef, nullable: true, description: "Bytes. Null: none asked for." }),
    cpuLimit: t.expose("cpuLimit", { type: AmountRef, nullable: true, description: "Cores at most. Null: no limit." }),
    memoryLimit: t.expose("memoryLimit", {
      type: AmountRef,
      nullable: true,
      description: "Bytes at most. Null: no limit.",
    }),
    accelerators: t.expose("accelerators", { type: [AcceleratorRef], description: "Such as GPUs." }),
  }),
});
