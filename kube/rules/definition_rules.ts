import { type Cause, cause } from "../field_cause.ts";
import { at, type Fields, fieldsAt } from "../json_value.ts";
import type { UntypedObject } from "../object.ts";

const SCOPES = ["Cluster", "Namespaced"];

/** What is wrong with a CustomResourceDefinition beyond its schema: its names and versions, not the schemas in it. */
export function checkDefinition({ metadata, ...object }: UntypedObject, before: UntypedObject | undefined): Cause[] {
  const spec = fieldsAt(object, "spec");
  const versions = (spec.versions ?? []) as Fields[];
  const causes: Cause[] = [];
  if (metadata.name !== `${at(spec, "names.plural")}.${spec.group}`) {
    causes.push(cause.invalid("metadata.name", metadata.name, 'must be spec.names.plural+"."+spec.group'));
  }
  if (!SCOPES.includes(String(spec.scope))) causes.push(cause.notSupported("spec.scope", spec.scope, SCOPES));
  if (versions.filter((each) => each.storage).length !== 1) {
    causes.push(cause.invalid("spec.versions", versions, "must have exactly one version marked as storage version"));
  }
  if (new Set(versions.map((each) => each.name)).size < versions.length) {
    causes.push(cause.invalid("spec.versions", versions, "must contain unique version names"));
  }
  versions.forEach((version, i) => {
    if (at(version, "schema.openAPIV3Schema")) return;
    causes.push(cause.required(`spec.versions[${i}].schema.openAPIV3Schema`));
  });
  const fixed = before ? ["spec.group", "spec.scope", "spec.names.kind", "spec.names.plural"] : [];
  const changed = fixed.filter((path) => at(object, path) !== at(before, path));
  ((at(before, "status.storedVersions") ?? []) as string[]).forEach((stored, i) => {
    if (versions.some(({ name }) => name === stored)) return;
    const why = `missing from spec.versions; ${stored} was previously a storage version, and must remain in ` +
      `spec.versions until a storage migration ensures no data remains persisted in ${stored} and removes ${stored} ` +
      "from status.storedVersions";
    causes.push(cause.invalid(`status.storedVersions[${i}]`, stored, why));
  });
  return [...causes, ...changed.map((path) => cause.invalid(path, at(object, path), "field is immutable"))];
}
