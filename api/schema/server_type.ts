import { builder } from "./builder.ts";

/** Which kind of server a notebook is. */
export const ServerTypeRef = builder.enumType("ServerType", {
  description: "The groups of `notebooks.kubeflow.org/server-type`; admins name them in `ImageGroup.displayName`.",
  values: {
    JUPYTER: { description: "JupyterLab; also where nothing is said." },
    GROUP_ONE: { description: "`group-one`: VS Code as shipped." },
    GROUP_TWO: { description: "`group-two`: RStudio as shipped." },
    OTHER: { description: "Anything else." },
  } as const,
});
