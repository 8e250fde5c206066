import { type Fields, isFields, isSame } from "../json_value.ts";
import type { JsonPatchOperation } from "./json_patch.ts";

/**
 * The JSON patch (RFC 6902) that makes `after` of `before`; empty where they are the same. Lists are compared from their
 * beginning, so that what is appended to one is added and nothing else of it is touched.
 */
export function jsonDiff(before: unknown, after: unknown, path = ""): JsonPatchOperation[] {
  if (isSame(before, after)) return [];
  if (isFields(before) && isFields(after)) return diffFields(before, after, path);
  if (Array.isArray(before) && Array.isArray(after)) return diffLists(before, after, path);
  return [{ op: "replace", path, value: after }];
}

function diffFields(before: Fields, after: Fields, path: string): JsonPatchOperation[] {
  const isIn = (object: Fields, key: string) => Object.hasOwn(object, key) && object[key] !== undefined;
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => {
    const place = `${path}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    if (!isIn(after, key)) return isIn(before, key) ? [{ op: "remove", path: place }] : [];
    if (!isIn(before, key)) return [{ op: "add", path: place, value: after[key] }];
    return jsonDiff(before[key], after[key], place);
  });
}

function diffLists(before: unknown[], after: unknown[], path: string): JsonPatchOperation[] {
  const common = Math.min(before.length, after.length);
  const changed = before.slice(0, common).flatMap((each, index) => jsonDiff(each, after[index], `${path}/${index}`));
  const added = after.slice(common).map((value) => ({ op: "add", path: `${path}/-`, value }));
  // From the end, where the places of the others do not move.
  const removed = before.slice(common).map((_, index) => ({
    op: "remove",
    path: `${path}/${before.length - 1 - index}`,
  }));
  return [...changed, ...added, ...removed];
}
