import type { Sentence } from "./sentence.ts";

/** The words that every noun has to have for its list, its form and its details. */
export interface NounWords {
  /** The noun itself, of many: the title of the list and the entry of the navigation. */
  title: string;
  /** The head of the first column. */
  one: string;
  search: string;
  create: string;
  empty(namespace: string): Sentence;
  emptyWhat: string;
  /** Said where a filter without a search leaves nothing. */
  noneInFilter: string;
  /** By the keys of the noun's filters. */
  filterNames: Record<string, string>;
  /** By the keys of the noun's columns. */
  columns: Record<string, string>;
  backToList: string;
  tabsLabel: string;
  deletedWhileOpen: string;
}
