import { fieldOf, itemOf, type Schema } from "../../kube/schema.ts";
import { badRequest, failure } from "./failure.ts";
import { type Fields, isFields, isSame } from "./stored_object.ts";

/** RFC 7396. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isFields(patch)) return patch;
  const result: Fields = isFields(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = mergePatch(result[key], value);
  }
  return result;
}

/** One operation of RFC 6902. */
export interface JsonPatchOperation {
  op: string;
  path: string;
  from?: string;
  value?: unknown;
}

/** RFC 6902; throws 422 where an operation does not fit. */
export function jsonPatch(target: unknown, operations: JsonPatchOperation[]): unknown {
  if (!Array.isArray(operations) || operations.some((each) => typeof each?.path !== "string")) {
    throw badRequest("error decoding patch: json: cannot unmarshal into a list of operations");
  }
  const root = { "": structuredClone(target) };
  for (const { op, path, from, value } of operations) {
    if (op === "test") {
      if (!isSame(read(root, path), value)) throw unprocessable(`testing path ${path}: test failed`);
    } else if (op === "add") write(root, path, structuredClone(value), true);
    else if (op === "replace") write(root, path, structuredClone(value), false);
    else if (op === "remove") drop(root, path);
    else if (op === "copy") write(root, path, structuredClone(read(root, from!)), true);
    else if (op === "move") write(root, path, drop(root, from!), true);
    else throw unprocessable(`Unexpected kind: ${op}`);
  }
  return root[""];
}

const unprocessable = (why: string) =>
  failure(422, "Invalid", `the server rejected our request due to an error in our request: ${why}`, {});

function locate(root: unknown, path: string): { parent: Fields | unknown[]; key: string } {
  const steps = path.split("/").map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  const key = steps.pop()!;
  const start = path === "" ? [] : steps;
  const parent = start.reduce<unknown>((value, step) => (value as Fields | undefined)?.[step], root);
  if (!isFields(parent) && !Array.isArray(parent)) throw unprocessable(`missing path: ${path}`);
  return { parent, key };
}

function read(root: unknown, path: string): unknown {
  const { parent, key } = locate(root, path);
  if (!Object.hasOwn(parent, key)) throw unprocessable(`missing path: ${path}`);
  return (parent as Fields)[key];
}

function write(root: unknown, path: string, value: unknown, isAdd: boolean): void {
  const { parent, key } = locate(root, path);
  if (!isAdd) read(root, path);
  if (Array.isArray(parent) && isAdd) parent.splice(key === "-" ? parent.length : Number(key), 0, value);
  else (parent as Fields)[key] = value;
}

function drop(root: unknown, path: string): unknown {
  const value = read(root, path);
  const { parent, key } = locate(root, path);
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
  return value;
}

/** Kubernetes' strategic merge patch: lists merge by the key that `schema` names, `$patch` and the like are obeyed. */
export function strategicMergePatch(target: unknown, patch: unknown, schema?: Schema): unknown {
  if (!isFields(patch)) return patch;
  if (patch.$patch === "replace") return without(patch, "$patch");
  if (patch.$patch === "delete") return {};
  const retained = patch.$retainKeys as string[] | undefined;
  const entries = Object.entries(isFields(target) ? target : {});
  const result: Fields = Object.fromEntries(retained ? entries.filter(([key]) => retained.includes(key)) : entries);
  for (const [key, value] of Object.entries(patch)) {
    const [directive, name] = key.split("/", 2);
    const field = schema && fieldOf(schema, name ?? key, {});
    if (directive === "$deleteFromPrimitiveList") {
      result[name] = (result[name] as unknown[] ?? []).filter((each) => !(value as unknown[]).includes(each));
    } else if (value === null) delete result[key];
    else if (!key.startsWith("$")) {
      result[key] = mergeStrategically(result[key], value, field, patch[`$setElementOrder/${key}`]);
    }
  }
  return result;
}

const without = (object: Fields, name: string) =>
  Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));

function mergeStrategically(target: unknown, patch: unknown, schema: Schema | undefined, order: unknown): unknown {
  const isMerged = schema?.["x-kubernetes-patch-strategy"]?.split(",").includes("merge");
  if (!Array.isArray(patch) || !isMerged) return strategicMergePatch(target, patch, schema);
  const key = schema?.["x-kubernetes-patch-merge-key"];
  const list = Array.isArray(target) ? [...target] : [];
  if (!key) return [...list, ...patch.filter((each) => !list.includes(each))];
  if (patch.some((each) => each.$patch === "replace")) return patch.filter((each) => each.$patch !== "replace");
  let result = list as Fields[];
  for (const item of patch as Fields[]) {
    const index = result.findIndex((each) => each[key] === item[key]);
    if (item.$patch === "delete") result = result.filter((each) => each[key] !== item[key]);
    else if (index < 0) result.push(strategicMergePatch({}, item, itemOf(schema!, {})) as Fields);
    else result[index] = strategicMergePatch(result[index], item, itemOf(schema!, {})) as Fields;
  }
  const rank = Array.isArray(order) ? order.map((each) => (each as Fields)[key]) : [];
  const place = (item: Fields) => rank.includes(item[key]) ? rank.indexOf(item[key]) : rank.length;
  return rank.length > 0 ? result.toSorted((a, b) => place(a) - place(b)) : result;
}
