import type { JSX } from "solid-js";
import type { Item } from "../data/mod.ts";
import type { NounPages } from "./noun_pages.ts";

/** How the list of a noun looks. */
export interface NounList<Of extends Item> extends NounPages<Of> {
  columns: readonly Column<Of>[];
  /** What the list can be narrowed to, by name; the first shows all. */
  filters: Filters<Of>;
  /** Whether somebody has to do something about it: such things come first. */
  needsAttention(item: Of): boolean;
  /** The texts in which a search looks. */
  searched(item: Of): readonly string[];
}

/** One column between the first, which holds state, name and sentence, and the actions. */
export interface Column<Of> {
  /** Names its head in the words of the noun, and its class in the style sheet. */
  key: string;
  cell(item: Of): JSX.Element;
  /** All of what the cell can only show a part of. */
  title?(item: Of): string;
}

/** Filters by name. */
export type Filters<Of> = Readonly<Record<string, (item: Of) => boolean>>;
