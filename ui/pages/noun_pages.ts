import type { Accessor, JSX } from "solid-js";
import type { Noun } from "../app/paths.ts";
import type { DeltaFeed, Item, Namespace, Permission, Refusal } from "../data/mod.ts";
import type { LazyPart, MenuEntry } from "../parts/mod.ts";
import type { NounWords, Sentence } from "../texts/mod.ts";

/** What the list and the details of a noun have in common. Each noun describes itself in its own room. */
export interface NounPages<Of extends Item> {
  noun: Noun;
  words: NounWords;
  /** The one word for its state. */
  stateWord(item: Of): string;
  /** A sentence that says more than its explanation; null where the explanation says it. */
  sentence?(item: Of): Sentence | null;
  useFeed(namespace: Accessor<string | null>): Accessor<DeltaFeed<Of> | null>;
  /** What can be done to its things; `whyFrozen` says why nothing can be done in this place, null where things can. */
  useActions(whyFrozen: () => string | null): ItemActions<Of>;
  DeleteDialog: LazyPart<DeleteDialogProps<Of>>;
  mayCreate(namespace: Namespace): Permission;
}

/** What can be done to one thing of a noun. */
export interface ItemActions<Of> {
  /** Why nothing can be done now; null where things can. */
  frozen(): string | null;
  /** The one button or link that is most likely wanted. */
  primary(item: Accessor<Of>, place: ActionPlace): JSX.Element;
  /** A button that keeps it running though it is idle; absent for what has no server. */
  keep?(item: Accessor<Of>): JSX.Element;
  /** Everything else. */
  menu(item: Of, place: ActionPlace, onDelete: () => void): MenuEntry[];
}

/** Where actions are shown: in the details nothing leads to the details. */
export type ActionPlace = "row" | "details";

/** What asks before something is deleted. */
export interface DeleteDialogProps<Of> {
  item: Of;
  /** Closed: deleted, or not. */
  onClose: (isDeleted: boolean) => void;
}

/** Deletes; what was refused, empty when it is gone. */
export type Remove = () => Promise<readonly Refusal[]>;
