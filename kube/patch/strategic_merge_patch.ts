import { type Fields, isFields } from "../json_value.ts";
import { fieldOf, itemOf, type Schema } from "../schema.ts";

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
    const field = schema && fieldOf(schema, name ?? key);
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
  if (!schema || !Array.isArray(patch) || !isMerged) return strategicMergePatch(target, patch, schema);
  const key = schema["x-kubernetes-patch-merge-key"];
  const list = Array.isArray(target) ? [...target] : [];
  if (!key) {
    const all = [...list, ...patch.filter((each) => !list.includes(each))];
    return arrange(all, Array.isArray(order) ? order : patch, list, (each) => each);
  }
  if (patch.some((each) => each.$patch === "replace")) return patch.filter((each) => each.$patch !== "replace");
  const merged = mergeItems(list as Fields[], patch, key, itemOf(schema));
  const identify = (each: unknown) => (each as Fields)[key];
  return arrange(merged, (Array.isArray(order) ? order : patch).map(identify), list.map(identify), identify);
}

function mergeItems(list: Fields[], patch: Fields[], key: string, schema?: Schema): Fields[] {
  let result = list;
  for (const item of patch) {
    const index = result.findIndex((each) => each[key] === item[key]);
    const merged = () => strategicMergePatch(result[index], item, schema) as Fields;
    if (item.$patch === "delete") result = result.filter((each) => each[key] !== item[key]);
    else result = index < 0 ? [...result, merged()] : result.with(index, merged());
  }
  return result;
}

/** The items that the patch names in its order; the others keep theirs, each before the next one that followed it. */
function arrange<T>(items: T[], named: unknown[], before: unknown[], identify: (item: T) => unknown): T[] {
  const rank = (item: T, order: unknown[]) => order.indexOf(identify(item));
  const isNamed = (item: T) => named.includes(identify(item));
  const right = items.filter(isNamed).sort((a, b) => rank(a, named) - rank(b, named));
  const left = items.filter((item) => !isNamed(item));
  const result: T[] = [];
  while (left.length > 0 && right.length > 0) {
    const isBefore = before.includes(identify(right[0])) && rank(left[0], before) < rank(right[0], before);
    result.push(isBefore ? left.shift()! : right.shift()!);
  }
  return [...result, ...left, ...right];
}
