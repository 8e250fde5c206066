import { readJsonPath } from "../../kube/json_path.ts";
import { ageOf } from "./age.ts";
import { type Cell, CELLS } from "./cells.ts";
import type { PrinterColumn, Resource } from "./registry.ts";
import type { UntypedObject } from "../../kube/object.ts";

/** Whether the client asked for a Table, as `kubectl get` does. */
export function isTableWanted(request: Request): boolean {
  return (request.headers.get("accept") ?? "").split(",")[0].includes("as=Table");
}

const NAME = { name: "Name", type: "string", format: "name", jsonPath: "$name" };
const AGE = { name: "Age", type: "date", jsonPath: ".metadata.creationTimestamp" };

/** A meta.k8s.io/v1 Table of `objects`. */
export function toTable(resource: Resource, objects: UntypedObject[], metadata: unknown, now: Date, url: URL) {
  const columns = resource.columns.length > 0 ? resource.columns : [AGE];
  const all = resource.id === "events" ? columns : [NAME, ...columns];
  const cells = all.map((each) => cellOf(each, resource));
  const included = url.searchParams.get("includeObject") ?? "Metadata";
  const partial = ({ metadata }: UntypedObject) => ({
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

function cellOf({ type, jsonPath, otherwise }: PrinterColumn, { isCustom }: Resource): Cell {
  if (jsonPath.startsWith("$")) return CELLS[jsonPath.slice(1)];
  return (object, now) => {
    const value = readJsonPath(object, jsonPath);
    if (isCustom && (value === undefined || value === null)) return null;
    if (type === "date") return ageOf(value as string | undefined, now);
    const shown = type === "string" && typeof value === "object" ? JSON.stringify(value) : value;
    return shown ?? otherwise ?? (type === "string" ? "" : null);
  };
}
