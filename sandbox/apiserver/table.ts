import { builtinColumns } from "./builtin_columns.ts";
import type { PrinterColumn, Resource } from "./registry.ts";
import { at, type StoredObject } from "./stored_object.ts";

/** Whether the client asked for a Table, as `kubectl get` does. */
export function isTableWanted(request: Request): boolean {
  return (request.headers.get("accept") ?? "").split(",")[0].includes("as=Table");
}

/** One column of a Table. */
export interface Column {
  name: string;
  type: string;
  format?: string;
  description?: string;
  priority: number;
  cell: (object: StoredObject, now: Date) => unknown;
}

/** A meta.k8s.io/v1 Table of `objects`. */
export function toTable(resource: Resource, objects: StoredObject[], metadata: unknown, now: Date, url: URL) {
  const columns = columnsOf(resource);
  const included = url.searchParams.get("includeObject") ?? "Metadata";
  const partial = ({ metadata }: StoredObject) => ({
    kind: "PartialObjectMetadata",
    apiVersion: "meta.k8s.io/v1",
    metadata,
  });
  return {
    ...{ kind: "Table", apiVersion: "meta.k8s.io/v1", metadata },
    columnDefinitions: columns.map(({ name, type, format = "", description = "", priority }) => ({
      name,
      type,
      format,
      description,
      priority,
    })),
    rows: objects.map((object) => ({
      cells: columns.map((column) => column.cell(object, now)),
      object: included === "Object" ? object : included === "None" ? undefined : partial(object),
    })),
  };
}

const NAME: Column = {
  name: "Name",
  type: "string",
  format: "name",
  priority: 0,
  cell: ({ metadata }) => metadata.name,
};
const AGE: Column = {
  ...{ name: "Age", type: "string", priority: 0 },
  cell: ({ metadata }, now) => ageOf(metadata.creationTimestamp, now),
};

function columnsOf(resource: Resource): Column[] {
  if (!resource.isCustom) return builtinColumns(resource.kind);
  return resource.columns.length > 0 ? [NAME, ...resource.columns.map(customColumn)] : [NAME, AGE];
}

function customColumn({ jsonPath, ...column }: PrinterColumn): Column {
  const cell = (object: StoredObject, now: Date) => {
    const value = readJsonPath(object, jsonPath);
    if (column.type !== "date") return value ?? (column.type === "string" ? "" : null);
    return value === undefined ? "<unknown>" : ageOf(String(value), now);
  };
  return { ...column, priority: column.priority ?? 0, cell };
}

/** `.a.b[0].c`, `.a[?(@.type=="Ready")].status`, `.metadata.labels.x\.y`: what printer columns use of JSONPath. */
function readJsonPath(object: unknown, path: string): unknown {
  const steps = path.match(/(?:\\.|[^.[\]])+|\[[^\]]*\]/g) ?? [];
  return steps.reduce<unknown>((value, step) => {
    const filter = /^\[\?\(@\.(\w+)\s*==\s*['"](.*)['"]\)\]$/.exec(step);
    if (filter) return Array.isArray(value) ? value.find((each) => at(each, filter[1]) === filter[2]) : undefined;
    const key = step.replace(/^\[['"]?|['"]?\]$/g, "").replaceAll("\\.", ".");
    return (value as Record<string, unknown> | undefined)?.[key];
  }, object);
}

/** How long ago, as kubectl writes it: `5s`, `2m3s`, `3h`, `4d`. */
export function ageOf(since: string | undefined, now: Date): string {
  if (!since) return "<unknown>";
  const seconds = Math.floor((now.getTime() - new Date(since).getTime()) / 1000);
  return humanDuration(seconds);
}

function humanDuration(seconds: number): string {
  if (seconds < -1) return "<invalid>";
  if (seconds < 120) return `${Math.max(seconds, 0)}s`;
  const minutes = Math.floor(seconds / 60);
  const pair = (big: number, bigUnit: string, small: number, smallUnit: string) =>
    small === 0 ? `${big}${bigUnit}` : `${big}${bigUnit}${small}${smallUnit}`;
  if (minutes < 10) return pair(minutes, "m", seconds % 60, "s");
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 8) return pair(hours, "h", minutes % 60, "m");
  if (hours < 48) return `${hours}h`;
  const days = Math.floor(hours / 24);
  if (days < 8) return pair(days, "d", hours % 24, "h");
  if (days < 730) return `${days}d`;
  return days < 8 * 365 ? pair(Math.floor(days / 365), "y", days % 365, "d") : `${Math.floor(days / 365)}y`;
}
