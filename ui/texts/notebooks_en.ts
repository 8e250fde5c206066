import type { NounWords } from "./noun_words.ts";
import { say, type Sentence } from "./sentence.ts";

/** The filters of everything with a server in it. */
export const RUNNABLE_FILTER_NAMES = {
  all: "All",
  running: "Running",
  starting: "Starting",
  attention: "Needs attention",
  stopped: "Stopped",
};

/** What is said of notebooks alone. */
export const notebooks = {
  words: {
    title: "Notebooks",
    one: "Notebook",
    search: "Search notebooks",
    create: "New notebook",
    empty: (namespace) => say`No notebooks in ${namespace}.`,
    emptyWhat: "A notebook is a JupyterLab with its own files.",
    noneInFilter: "No notebook is in that state now.",
    filterNames: RUNNABLE_FILTER_NAMES,
    columns: { image: "Image", cpu: "CPU", memory: "Memory", volumes: "Volumes", age: "Age" },
    backToList: "Back to the notebooks",
    tabsLabel: "About this notebook",
    deletedWhileOpen: "This notebook was deleted.",
  } satisfies NounWords as NounWords,
  remove: {
    what: "The notebook and its server go away for good.",
    volumes: "Its workspace volume",
    keep: "Keep its files",
    keepWhat: "A new notebook can use them again.",
    remove: "Remove its files too",
    removeWhat: "If nothing else uses them. They cannot be brought back.",
  },
  create: {
    nameHint: "Small letters, digits and hyphens, at most 52 characters.",
    imageMissing: "Say which image.",
    image: "Image",
    otherImage: "Other image…",
    customImage: "Other image",
    customImageHint: "Its full name, such as quay.io/jupyter/scipy-notebook:latest",
    deprecated: "deprecated",
    size: "Size",
    files: "Files",
    workspaceNew: "A new volume for its files",
    workspaceNewHint: (claim: string): Sentence => say`Will be called ${claim} and outlive the notebook.`,
    workspaceExisting: "A volume that exists",
    launch: "Launch",
    launching: "Launching…",
    useFilesOf: (claim: string) => `Use the files of ${claim}`,
    formFault: "The choice of images could not be loaded.",
  },
  details: {
    files: "Files",
    image: "Image",
    noFiles: "No volume: everything is lost when it stops.",
    workspace: "workspace",
    readOnly: "read only",
    mountedAt: (path: string): Sentence => say`at ${path}`,
    type: "Type",
    types: { JUPYTER: "JupyterLab", GROUP_ONE: "Code editor", GROUP_TWO: "RStudio", OTHER: "Other" },
  },
};
