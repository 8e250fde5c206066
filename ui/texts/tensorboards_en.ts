import { RUNNABLE_FILTER_NAMES } from "./notebooks_en.ts";
import type { NounWords } from "./noun_words.ts";
import { say, type Sentence } from "./sentence.ts";

/** What is said of TensorBoards alone. */
export const tensorboards = {
  words: {
    title: "TensorBoards",
    one: "TensorBoard",
    search: "Search TensorBoards",
    create: "New TensorBoard",
    empty: (namespace) => say`No TensorBoards in ${namespace}.`,
    emptyWhat: "A TensorBoard shows the logs of training runs, also while they train.",
    noneInFilter: "No TensorBoard is in that state now.",
    filterNames: RUNNABLE_FILTER_NAMES,
    columns: { sources: "Logs", age: "Age" },
    backToList: "Back to the TensorBoards",
    tabsLabel: "About this TensorBoard",
    deletedWhileOpen: "This TensorBoard was deleted.",
  } satisfies NounWords as NounWords,
  remove: {
    what: "The TensorBoard and its server go away. The logs that it reads stay.",
  },
  create: {
    nameHint: "Small letters, digits and hyphens, at most 52 characters.",
    sources: "Logs",
    sourcesHint: "Where the training writes them. They may also come later.",
    place: (number: number) => `Place ${number}`,
    kinds: { volume: "On a volume", store: "In an object store" },
    path: "Folder",
    pathHint: "Such as runs/first; empty for all of the volume.",
    url: "Address",
    urlHint: "It begins with s3://, gs:// or https://",
    urlMissing: "Say which address.",
    label: "Label",
    labelHint: "What TensorBoard calls it; empty for a number.",
    credential: "Secret with the keys",
    credentialHint: "Its entries become environment variables; empty where none is needed.",
    addSource: "Add a place",
    removeSource: (number: number) => `Remove place ${number}`,
    launch: "Launch",
    launching: "Launching…",
  },
  details: {
    sources: "Logs",
    noSources: "It does not say where.",
    allOf: (claim: string): Sentence => say`all of ${claim}`,
    credential: (name: string): Sentence => say`with the keys in ${name}`,
    image: "Image",
    usualImage: "the usual one",
    reload: "Read anew",
    reloadEvery: (duration: string) => `every ${duration}`,
    reloadOnce: "only at its start",
    usualReload: "as TensorBoard does by itself",
  },
};
