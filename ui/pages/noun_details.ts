import type { JSX } from "solid-js";
import type { Item, Permission, ResourceTarget } from "../data/mod.ts";
import type { ItemActions, NounPages } from "./noun_pages.ts";

/** How the details of a noun look. */
export interface NounDetails<Of extends Item> extends NounPages<Of> {
  /** The cards of the overview, without the technical one. */
  overview(item: Of, actions: ItemActions<Of>): JSX.Element;
  /** Whose events and logs. */
  target(of: { namespace: string; name: string }): ResourceTarget;
  readEvents(item: Of): Permission;
  /** Null where the noun has no logs. */
  logs: ((item: Of) => { containers: readonly string[]; permission: Permission }) | null;
  /** Commands that an admin may want to copy. */
  commands(of: { namespace: string; name: string }): readonly string[];
}
