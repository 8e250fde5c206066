import SchemaBuilder from "@pothos/core";
import type { Access } from "../access.ts";
import type { ApiContext } from "../context.ts";

/** What the compiler knows of scalars and context. */
export interface SchemaTypes {
  Context: ApiContext;
  DefaultFieldNullability: false;
  DefaultInputFieldRequiredness: false;
  Scalars: {
    ID: { Input: string; Output: string };
    DateTime: { Input: Date; Output: Date | string };
    Duration: { Input: string; Output: string };
    Quantity: { Input: string; Output: string };
    Bytes: { Input: number; Output: number };
    Revision: { Input: string; Output: string };
    ResourceName: { Input: string; Output: string };
    URL: { Input: string; Output: string };
    ClientToken: { Input: string; Output: string };
    ReasonCode: { Input: string; Output: string };
  };
}

/**
 * Where each noun's file registers its types: the one permitted module-level state, as Pothos is written, filled by
 * imports and read once by `createApiSchema`.
 */
export const builder = new SchemaBuilder<SchemaTypes>({
  defaultFieldNullability: false,
});

/** What guards a field or type, under `extensions.guard`: printed as a directive, and read by a test. */
export type GuardStatement =
  | { kind: "access"; access: Access }
  | { kind: "perViewer" }
  | { kind: "anyCaller" };

/** Guarded by a review of this right; the resolver asks for the same constant. */
export function guardedBy(access: Access): { guard: GuardStatement } {
  return { guard: { kind: "access", access } };
}

/** The value depends on who asks. */
export const perViewer: { guard: GuardStatement } = { guard: { kind: "perViewer" } };

/** Open to every authenticated caller. */
export const anyCaller: { guard: GuardStatement } = { guard: { kind: "anyCaller" } };
