import { badRequest, failure } from "../failure.ts";
import { type Fields, isFields, isSame } from "../json_value.ts";

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
      const isAbsent = value === null && !has(root, path);
      if (!isAbsent && !isSame(read(root, path), value)) throw unprocessable();
    } else if (op === "add") write(root, path, structuredClone(value), true);
    else if (op === "replace") write(root, path, structuredClone(value), false);
    else if (op === "remove") drop(root, path);
    else if (op === "copy") write(root, path, structuredClone(read(root, from!)), true);
    else if (op === "move") write(root, path, drop(root, from!), true);
    else throw unprocessable();
  }
  return root[""];
}

/** Kubernetes does not say which operation did not fit. */
const unprocessable = () =>
  failure(422, "Invalid", "the server rejected our request due to an error in our request", {});

function locate(root: unknown, path: string): { parent: Fields | unknown[]; key: string } {
  if (!path.startsWith("/")) throw unprocessable();
  const steps = path.split("/").map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  const key = steps.pop()!;
  const parent = steps.reduce<unknown>((value, step) => (value as Fields | undefined)?.[step], root);
  if (!isFields(parent) && !Array.isArray(parent)) throw unprocessable();
  return { parent, key };
}

function has(root: unknown, path: string): boolean {
  const { parent, key } = locate(root, path);
  return Object.hasOwn(parent, key);
}

function read(root: unknown, path: string): unknown {
  const { parent, key } = locate(root, path);
  if (!Object.hasOwn(parent, key)) throw unprocessable();
  return (parent as Fields)[key];
}

/** Adds or replaces; as in Kubernetes, replacing a field that is not there adds it. */
function write(root: unknown, path: string, value: unknown, isAdd: boolean): void {
  const { parent, key } = locate(root, path);
  if (!Array.isArray(parent)) parent[key] = value;
  else if (!isAdd) (read(root, path), parent[Number(key)] = value);
  else {
    const index = key === "-" ? parent.length : Number(key);
    if (!(index >= 0 && index <= parent.length)) throw unprocessable();
    parent.splice(index, 0, value);
  }
}

function drop(root: unknown, path: string): unknown {
  const value = read(root, path);
  const { parent, key } = locate(root, path);
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
  return value;
}
