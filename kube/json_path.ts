import { at, type Fields } from "./json_value.ts";

/** The value at what printer columns use of JSONPath: `.a.b[0].c`, `.a[?(@.type=="Ready")].status`, `.labels.x\\.y`. */
export function readJsonPath(object: unknown, path: string): unknown {
  const steps = path.match(/(?:\\.|[^.[\]])+|\[[^\]]*\]/g) ?? [];
  return steps.reduce<unknown>((value, step) => {
    const filter = /^\[\?\(@\.(\w+)\s*==\s*['"](.*)['"]\)\]$/.exec(step);
    if (filter) return Array.isArray(value) ? value.find((each) => at(each, filter[1]) === filter[2]) : undefined;
    const key = step.replace(/^\[['"]?|['"]?\]$/g, "").replaceAll("\\.", ".");
    return (value as Fields | undefined)?.[key];
  }, object);
}
