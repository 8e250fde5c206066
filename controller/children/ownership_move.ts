import type { KubeObject, ManagedFieldsEntry } from "../../kube/mod.ts";
import { CONTROLLER } from "../settings.ts";

/** Field managers of the controllers before us. */
const FORMER = ["notebook-controller", "tensorboard-controller", "pvcviewer-controller", "manager"];

type Fields = Record<string, unknown>;

/** One step of a JSON patch. */
export interface JsonPatchStep {
  op: "test" | "replace";
  path: string;
  value: unknown;
}

/** Whether a controller before us wrote fields of an object and we have applied none yet. */
export function isFormersWork({ metadata }: KubeObject): boolean {
  const entries = metadata.managedFields ?? [];
  return entries.some(isFormer) && !entries.some(isOurs);
}

/**
 * The JSON patch that makes ours what a controller before us owns: by apply nothing of it could ever be removed. It must
 * be followed at once by an apply, which drops what its body lacks. Undefined where there is nothing to move.
 */
export function planOwnershipMove({ metadata }: KubeObject): JsonPatchStep[] | undefined {
  const entries = metadata.managedFields ?? [];
  const moved = entries.filter((each) => isFormer(each) || isOurs(each));
  if (!moved.some(isFormer)) return undefined;
  const { apiVersion, time } = moved.at(-1)!;
  const ours: ManagedFieldsEntry = {
    manager: CONTROLLER,
    operation: "Apply",
    apiVersion,
    time,
    fieldsType: "FieldsV1",
    fieldsV1: moved.reduce<Fields>((sum, each) => unite(sum, each.fieldsV1 ?? {}), {}),
  };
  return [
    { op: "test", path: "/metadata/resourceVersion", value: metadata.resourceVersion },
    {
      op: "replace",
      path: "/metadata/managedFields",
      value: [...entries.filter((each) => !moved.includes(each)), ours],
    },
  ];
}

function isFormer({ manager = "", operation, subresource }: ManagedFieldsEntry): boolean {
  return FORMER.includes(manager) && operation === "Update" && !subresource;
}

function isOurs({ manager, operation, subresource }: ManagedFieldsEntry): boolean {
  return manager === CONTROLLER && operation === "Apply" && !subresource;
}

/** All fields of both. */
function unite(a: Fields, b: Fields): Fields {
  const sum = { ...a };
  for (const [key, value] of Object.entries(b)) {
    sum[key] = key in a ? unite(a[key] as Fields, value as Fields) : value;
  }
  return sum;
}
