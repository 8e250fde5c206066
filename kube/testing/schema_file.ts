import document from "../openapi/kubernetes.json" with { type: "json" };
import { type GroupVersionKind, type RootedSchema, type SchemaDocument, schemaOfKind } from "../schema.ts";

/** For tests: Kubernetes' own schemas. */
export const SchemaFile = {
  document: document as SchemaDocument,
  rootOf(kind: GroupVersionKind): RootedSchema {
    const found = schemaOfKind(document as SchemaDocument, kind);
    if (!found) throw new Error(`Cannot find the schema of ${kind.kind}: it is not in the file.`);
    return found;
  },
};
