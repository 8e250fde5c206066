import { readJsonPath } from "../json_path.ts";
import type { UntypedObject } from "../object.ts";
import { ageOf } from "./age.ts";
import { type Cell, CELLS } from "./cells.ts";

/** A printer column of a custom resource, or of a built-in. */
export interface PrinterColumn {
  name: string;
  type: string;
  format?: string;
  description?: string;
  priority?: number;
  /** For built-ins also `$` and the name of a cell in cells.ts. */
  jsonPath: string;
  /** Shown where there is no value. */
  otherwise?: unknown;
}

/** What is known of the kind that a Table shows. */
export interface PrintedKind {
  kind: string;
  isCustom: boolean;
  columns: readonly PrinterColumn[];
}

const NAME = { name: "Name", type: "string", format: "name", jsonPath: "$name" };
const AGE = { name: "Age", type: "date", jsonPath: ".metadata.creationTimestamp" };

/** A meta.k8s.io/v1 Table of `objects`; `included` says how much of each object a row carries. */
export function toTable(
  of: PrintedKind,
  objects: UntypedObject[],
  metadata: unknown,
  now: Date,
  included = "Metadata",
) {
  const columns = of.columns.length > 0 ? of.columns : [AGE];
  const all = of.kind === "Event" ? columns : [NAME, ...columns];
  const cells = all.map((each) => cellOf(each, of.isCustom));
  const partial = ({ metadata }: UntypedObject) => ({
    ...{ kind: "PartialObjectMetadata", apiVersion: "meta.k8s.io/v1", metadata },
  });
  return {
    ...{ kind: "Table", apiVersion: "meta.k8s.io/v1", metadata },
    columnDefinitions: all.map(({ name, type, format = "", description = "", priority = 0 }: PrinterColumn) => (
      { name, type: of.isCustom ? type : type.replace("date", "string"), format, description, priority }
    )),
    rows: objects.map((object) => ({
      cells: cells.map((cell) => cell(object, now)),
      object: included === "Object" ? object : included === "None" ? undefined : partial(object),
    })),
  };
}

function cellOf({ type, jsonPath, otherwise }: PrinterColumn, isCustom: boolean): Cell {
  if (jsonPath.startsWith("$")) return CELLS[jsonPath.slice(1)];
  return (object, now) => {
    const value = readJsonPath(object, jsonPath);
    if (isCustom && (value === undefined || value === null)) return null;
    if (type === "date") return ageOf(value as string | undefined, now);
    const shown = type === "string" && typeof value === "object" ? JSON.stringify(value) : value;
    return shown ?? otherwise ?? (type === "string" ? "" : null);
  };
}
