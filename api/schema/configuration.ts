import type { ConfigurationConflict } from "../actions/user_error.ts";
import type { ConfigurationAddition } from "../configuration_additions.ts";
import { builder } from "./builder.ts";

const AdditionKindEnum = builder.enumType("AdditionKind", {
  description: "What a configuration adds to a server, or sets.",
  values: {
    ENVIRONMENT: { value: "env", description: "An environment variable." },
    ENVIRONMENT_FROM: { value: "envFrom", description: "All variables of a secret or a config map." },
    VOLUME: { value: "volume", description: "A volume." },
    MOUNT: { value: "volumeMount", description: "Where a volume is seen." },
    TOLERATION: { value: "toleration", description: "Machines that others keep away from." },
    SIDECAR: { value: "sidecar", description: "A container beside." },
    INIT_CONTAINER: { value: "initContainer", description: "A container that runs first." },
    PULL_SECRET: { value: "imagePullSecret", description: "A secret for pulling images." },
    LABEL: { value: "label", description: "A label." },
    ANNOTATION: { value: "annotation", description: "An annotation." },
    SERVICE_ACCOUNT: { value: "serviceAccountName", description: "As which ServiceAccount it runs." },
    SERVICE_ACCOUNT_TOKEN: {
      value: "automountServiceAccountToken",
      description: "Whether it gets the ServiceAccount's token.",
    },
    COMMAND: { value: "command", description: "What is run." },
    ARGUMENTS: { value: "args", description: "The arguments of what is run." },
  } as const,
});

/** One thing on which configurations disagree. */
export const ConfigurationConflictRef = builder.objectRef<ConfigurationConflict>("ConfigurationConflict").implement({
  description: "One thing on which configurations disagree.",
  fields: (t) => ({
    kind: t.expose("kind", { type: AdditionKindEnum, description: "What it is." }),
    name: t.exposeString("name", { description: "What it is called." }),
    between: t.exposeStringList("between", {
      description: "The configurations, or `form` for what was chosen besides, that disagree.",
    }),
    message: t.exposeString("message", { description: "One sentence that names both." }),
  }),
});

/** One thing that a configuration adds. */
export const ConfigurationAdditionRef = builder.objectRef<ConfigurationAddition>("ConfigurationAddition").implement({
  description: "One thing that a configuration adds to a server, or sets. Values are not told: they may be secrets.",
  fields: (t) => ({
    kind: t.expose("kind", { type: AdditionKindEnum, description: "What it is." }),
    name: t.exposeString("name", { description: "What it is called; of a mount the folder." }),
  }),
});
