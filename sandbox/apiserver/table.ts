import { CELLS } from "./cells.ts";
import type { PrinterColumn, Resource } from "./registry.ts";
import { at, type Fields, type StoredObject } from "./stored_object.ts";

/** Whether the client asked for a Table, as `kubectl get` does. */
export function isTableWanted(request: Request): boolean {
  return (request.headers.get("accept") ?? "").split(",")[0].includes("as=Table");
}

/** What a column shows of an object. */
export type Cell = (object: StoredObject, now: Date) => unknown;

const NAME = { name: "Name", type: "string", format: "name", jsonPath: "$name" };
const AGE = { name: "Age", type: "date", jsonPath: ".metadata.creationTimestamp" };

/** A meta.k8s.io/v1 Table of `objects`. */
export function toTable(resource: Resource, objects: StoredObject[], metadata: unknown, now: Date, url: URL) {
  const columns = resource.columns.length > 0 ? resource.columns : [AGE];
  const all = resource.id === "events" ? columns : [NAME, ...columns];
  const cells = all.map(cellOf);
  const included = url.searchParams.get("includeObject") ?? "Metadata";
  const partial = ({ metadata }: StoredObject) => ({
    kind: "PartialObjectMetadata",
    apiVersion: "meta.k8s.io/v1",
    metadata,
  });
  return {
    ...{ kind: "Table", apiVersion: "meta.k8s.io/v1", metadata },
    columnDefinitions: all.map(({ name, type, format = "", description = "", priority = 0 }: PrinterColumn) => (
      { name, type: resource.isCustom ? type : type.replace("date", "string"), format, description, priority }
    )),
    rows: objects.map((object) => ({
      cells: cells.map((cell) => cell(object, now)),
      object: included === "Object" ? object : included === "None" ? undefined : partial(object),
    })),
  };
}

function cellOf({ type, jsonPath, otherwise }: PrinterColumn): Cell {
  if (jsonPath.startsWith("$")) return CELLS[jsonPath.slice(1)];
  return (object, now) => {
    const value = readJsonPath(object, jsonPath);
    if (type === "date") return ageOf(value as string | undefined, now);
    return value ?? otherwise ?? (type === "string" ? "" : null);
  };
}

/** `.a.b[0].c`, `.a[?(@.type=="Ready")].status`, `.metadata.labels.x\.y`: what printer columns use of JSONPath. */
function readJsonPath(object: unknown, path: string): unknown {
  const steps = path.match(/(?:\\.|[^.[\]])+|\[[^\]]*\]/g) ?? [];
  return steps.reduce<unknown>((value, step) => {
    const filter = /^\[\?\(@\.(\w+)\s*==\s*['"](.*)['"]\)\]$/.exec(step);
    if (filter) return Array.isArray(value) ? value.find((each) => at(each, filter[1]) === filter[2]) : undefined;
    const key = step.replace(/^\[['"]?|['"]?\]$/g, "").replaceAll("\\.", ".");
    return (value as Fields | undefined)?.[key];
  }, object);
}

/** How long ago, as kubectl writes it: `5s`, `2m3s`, `3h`, `4d`. */
export function ageOf(since: string | undefined, now: Date): string {
  if (!since) return "<unknown>";
  const seconds = Math.floor((now.getTime() - new Date(since).getTime()) / 1000);
  const [minutes, hours, days] = [60, 3600, 86400].map((each) => Math.floor(seconds / each));
  const pair = (big: string, small: number, unit: string) => small === 0 ? big : `${big}${small}${unit}`;
  if (seconds < -1) return "<invalid>";
  if (seconds < 120) return `${Math.max(seconds, 0)}s`;
  if (minutes < 10) return pair(`${minutes}m`, seconds % 60, "s");
  if (minutes < 180) return `${minutes}m`;
  if (hours < 8) return pair(`${hours}h`, minutes % 60, "m");
  if (hours < 48) return `${hours}h`;
  if (days < 8) return pair(`${days}d`, hours % 24, "h");
  if (days < 730) return `${days}d`;
  return days < 8 * 365 ? pair(`${Math.floor(days / 365)}y`, days % 365, "d") : `${Math.floor(days / 365)}y`;
}
