/** What kind of server a notebook is, as the annotation `notebooks.kubeflow.org/server-type` groups them. */
export type ServerType = "JUPYTER" | "GROUP_ONE" | "GROUP_TWO" | "OTHER";

const ANNOTATION_VALUES: Readonly<Record<Exclude<ServerType, "OTHER">, string>> = {
  JUPYTER: "jupyter",
  GROUP_ONE: "group-one",
  GROUP_TWO: "group-two",
};

/** The type that an annotation's value means; a notebook without one is a Jupyter, as Kubeflow takes it. */
export function toServerType(annotation: string | undefined): ServerType {
  if (annotation === undefined) return "JUPYTER";
  const found = Object.entries(ANNOTATION_VALUES).find(([, value]) => value === annotation);
  return found ? found[0] as ServerType : "OTHER";
}

/** The annotation's value for a type. */
export function fromServerType(type: Exclude<ServerType, "OTHER">): string {
  return ANNOTATION_VALUES[type];
}
