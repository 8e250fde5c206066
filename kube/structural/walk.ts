/** How a walk treats what the schema does not say; built-ins are decoded by Go, custom resources are kept as JSON. */
export interface WalkOptions {
  isCustom: boolean;
}

/** The path of a field, as causes and warnings name it: `spec.template`. */
export const join = (path: string, key: string) => path === "" ? key : `${path}.${key}`;

/** How to go on below a field: the metadata of custom resources too is decoded by Go. */
export const below = (path: string, key: string, o: WalkOptions) =>
  path === "" && key === "metadata" ? { isCustom: false } : o;
