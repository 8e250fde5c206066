import type { AccessMode, VolumeState } from "../data/mod.ts";
import type { NounWords } from "./noun_words.ts";
import { say, type Sentence } from "./sentence.ts";

/** One word for each state of a volume. */
export const VOLUME_STATE_WORDS: Record<VolumeState, string> = {
  READY: "Ready",
  WAITING_FOR_FIRST_USE: "Not made yet",
  PROVISIONING: "Being made",
  EXPANDING: "Growing",
  LOST: "Lost",
  FAILED: "Cannot be made",
  DELETING: "Deleting",
};

/** Who can use a volume at the same time, in a few words. */
export const MODE_WORDS: Record<AccessMode, string> = {
  ONE_NODE: "one machine at a time",
  ONE_POD: "one server at a time",
  MANY_NODES: "many machines",
  MANY_NODES_READ_ONLY: "many machines, read only",
};

/** What is said of volumes alone. */
export const volumes = {
  words: {
    title: "Volumes",
    one: "Volume",
    search: "Search volumes",
    create: "New volume",
    empty: (namespace) => say`No volumes in ${namespace}.`,
    emptyWhat: "A volume keeps files, whatever starts and stops beside it.",
    noneInFilter: "No volume is like that now.",
    filterNames: { all: "All", used: "In use", unused: "Unused", attention: "Needs attention" },
    columns: { size: "Size", usedBy: "Used by", mode: "Usable by", class: "Kind", files: "Files", age: "Age" },
    backToList: "Back to the volumes",
    tabsLabel: "About this volume",
    deletedWhileOpen: "This volume was deleted.",
  } satisfies NounWords as NounWords,
  usedBy: (names: string): Sentence => names ? say`Used by ${names}.` : ["Nothing uses it."],
  kinds: { Notebook: "notebook", Tensorboard: "TensorBoard", PVCViewer: "file browser", Pod: "server" } as Record<
    string,
    string
  >,
  actions: {
    browse: "Browse",
    browseIn: (name: string) => `Browse the files of ${name} in a new tab`,
    opening: "Its file browser is starting.",
    closeFiles: "Close the file browser",
    showLogs: "Show its logs in TensorBoard…",
    openFailed: (name: string) => `The files of ${name} were not opened.`,
    closeFailed: (name: string) => `The file browser of ${name} was not closed.`,
    notReady: "It has no files yet.",
    notOpen: "No file browser is open.",
    openAgain: "Close it and open it again, or show this to your admin.",
    inUse: (names: string) => `In use by ${names}.`,
    leaving: "It is being deleted.",
  },
  files: {
    open: "open",
    opening: "opening",
    failed: "do not open",
    closed: "–",
  },
  filesPage: {
    title: (name: string) => `Files of ${name}`,
    opening: (name: string): Sentence =>
      say`The files of ${name} are being opened. This page then goes there by itself.`,
    closed: (name: string): Sentence => say`The files of ${name} are not open.`,
    open: "Open them",
  },
  remove: {
    what: "The volume and all files on it go away. They cannot be brought back.",
  },
  create: {
    nameHint: "Small letters, digits and hyphens, at most 63 characters.",
    size: "Size",
    class: "Kind of storage",
    usualClass: "The usual one",
    usualNamed: (name: string) => `${name} (the usual one)`,
    classesFault: "The kinds of storage could not be loaded.",
    mode: "Who can use it",
    modes: {
      ONE_NODE: "One machine at a time",
      MANY_NODES: "Many machines",
      MANY_NODES_READ_ONLY: "Many machines, which can only read",
      ONE_POD: "One server at a time",
    } as Record<AccessMode, string>,
    modeHints: {
      ONE_NODE: "The usual. What uses it together runs on the same machine.",
      MANY_NODES: "For files that several people or jobs work on. Not every kind of storage can do it.",
      MANY_NODES_READ_ONLY: "For data that stays as it is.",
      ONE_POD: "Nothing else can even look at it while it is in use.",
    } as Record<AccessMode, string>,
    launch: "Create",
    launching: "Creating…",
    says: (name: string, size: string, mode: string): Sentence => say`${name} of ${size}, for ${mode}.`,
  },
  details: {
    use: "Used by",
    unused: "Nothing uses it.",
    runsOn: (node: string): Sentence => say`runs on ${node}`,
    runs: "runs",
    stopped: "stopped",
    readOnly: "only reads",
    storage: "Storage",
    asked: "Asked for",
    has: "Has",
    mode: "Usable by",
    class: "Kind",
    noClass: "not set",
    files: "Files",
    filesClosed: "No file browser is open.",
    close: "Close it",
  },
};
