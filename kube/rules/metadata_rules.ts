import { checkForm, checkKey } from "../name_forms.ts";
import { type Cause, cause } from "../field_cause.ts";
import type { OwnerReference, UntypedObject } from "../object.ts";

const MAX_ANNOTATIONS_BYTES = 256 * 1024;
/** What finalizers may be called without a domain. */
const STANDARD_FINALIZERS = ["kubernetes", "orphan", "foregroundDeletion"];

/** What is wrong with an object's metadata; `before` is what it replaces. */
export function checkMetadata(object: UntypedObject, before: UntypedObject | undefined, group: string): Cause[] {
  const { name, generateName, labels = {}, annotations = {}, finalizers = [], ownerReferences = [] } = object.metadata;
  if (!name) return [cause.required("metadata.name", "name or generateName is required")];
  const isFree = group === "rbac.authorization.k8s.io";
  const form = object.kind === "Namespace" || object.kind === "Service" ? "label" : "subdomain";
  return [
    // What is appended may make the end of it good.
    ...(generateName && !isFree ? checkForm("metadata.generateName", generateName.replace(/[-.]$/, "a"), form) : []),
    ...(isFree ? [] : checkForm("metadata.name", name, form)),
    ...Object.keys(labels).flatMap((key) => checkKey("metadata.labels", key)),
    ...Object.values(labels).flatMap((value) => checkForm("metadata.labels", value, "labelValue")),
    ...checkAnnotations(annotations),
    ...checkOwners(ownerReferences),
    ...checkFinalizers(finalizers, before),
  ];
}

function checkAnnotations(annotations: Record<string, string>): Cause[] {
  const causes = Object.keys(annotations).flatMap((key) => checkKey("metadata.annotations", key));
  const bytes = new TextEncoder().encode(Object.entries(annotations).flat().join("")).length;
  return bytes > MAX_ANNOTATIONS_BYTES
    ? [...causes, cause.tooLong("metadata.annotations", MAX_ANNOTATIONS_BYTES)]
    : causes;
}

function checkOwners(owners: OwnerReference[]): Cause[] {
  const path = "metadata.ownerReferences";
  const causes = owners.flatMap((owner) => {
    const missing = (["apiVersion", "kind", "name", "uid"] as const).filter((each) => !owner[each]);
    return missing.map((each) =>
      cause.invalid(`${path}.${each}`, "", each === "apiVersion" ? "version must not be empty" : "must not be empty")
    );
  });
  const [one, two] = owners.filter((each) => each.controller).map(({ kind, name }) => `${kind}/${name}`);
  if (!two) return causes;
  const why = `Only one reference can have Controller set to true. Found "true" in references for ${one} and ${two}`;
  return [...causes, cause.invalid(path, owners, why)];
}

function checkFinalizers(finalizers: string[], before: UntypedObject | undefined): Cause[] {
  const path = "metadata.finalizers";
  const added = finalizers.filter((each) => !before?.metadata.finalizers?.includes(each));
  const words = "name is neither a standard finalizer name nor is it fully qualified";
  const unqualified = finalizers.findIndex((each) => !each.includes("/") && !STANDARD_FINALIZERS.includes(each));
  const late = `[]string{${added.map((each) => JSON.stringify(each)).join(", ")}}`;
  return [
    ...(unqualified >= 0 ? [cause.invalid(`${path}[${unqualified}]`, finalizers[unqualified], words)] : []),
    ...(before?.metadata.deletionTimestamp && added.length > 0
      ? [cause.forbidden(
        path,
        `no new finalizers can be added if the object is being deleted, found new finalizers ${late}`,
      )]
      : []),
  ];
}
