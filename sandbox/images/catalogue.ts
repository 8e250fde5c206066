import { stableHash } from "../../kube/stable_hash.ts";

/** How the tool of an image is had on this machine, and how it is started. */
export interface CatalogueEntry {
  /** Begins the name of its directory in the image store. Absent: nothing is pulled. */
  id?: string;
  /** Matches the repository of an image as `repositoryOf` gives it. */
  matches: RegExp;
  /** What pip installs into the image's virtual environment; with none it has the machine's own Python and its pip. */
  requirements?: readonly string[];
  /** Packages of npm → their versions, for the machine's own Node.js; then there is no Python. */
  npm?: Readonly<Record<string, string>>;
  /** About how many packages that is with all they need; the progress counts towards it where pip does not say the number. */
  packages?: number;
  /** What the real image has and this one has not. */
  leftOut?: string;
  /** Python run once after the installation, so that byte code is there at the first start. */
  warmUp?: string;
  /** Shell scripts put beside the tool's programs, by name. */
  scripts?: Readonly<Record<string, string>>;
  /** Where the real image has programs → their names here. */
  programs?: Readonly<Record<string, string>>;
  /** Stands before the container's args where it has no command. */
  entrypoint?: readonly string[];
  /** What runs when the container has neither command nor args. */
  command: readonly string[];
  env?: Readonly<Record<string, string>>;
  home?: string;
  /** Flags that say where the tool listens → the flag that takes an address (`{"--bind_all": "--host"}`). */
  listenFlags?: Readonly<Record<string, string>>;
  /** The variable that takes an address to listen on. */
  listenVariable?: string;
}

/** How a pull lays out an image's directory: who changes that counts it up. */
const LAYOUT = 2;

/**
 * The directory of an image in the store, named also after all that a pull puts there: a catalogue that has changed pulls
 * anew instead of serving what a former one made. Undefined where nothing is pulled.
 */
export function directoryOf({ id, requirements, npm, warmUp, scripts }: CatalogueEntry): string | undefined {
  return id && `${id}-${stableHash({ layout: LAYOUT, requirements, npm, warmUp, scripts }).slice(0, 8)}`;
}

/** The repository of an image name: without `docker.io/`, tag and digest. */
export function repositoryOf(image: string): string {
  return image.replace(/@.*$/, "").replace(/:[^/:]*$/, "").replace(/^(index\.)?docker\.io\/(library\/)?/, "");
}

/** The entry of an image name, of `extra` before the catalogue's own; undefined where neither knows it. */
export function findImage(image: string, extra: readonly CatalogueEntry[] = []): CatalogueEntry | undefined {
  const repository = repositoryOf(image);
  return [...extra, ...IMAGES].find((entry) => entry.matches.test(repository));
}

/** The packages of an image and what it lacks, for the events of its pull. */
export function describeEntry(entry: CatalogueEntry): string {
  const packages = entry.npm
    ? `${Object.entries(entry.npm).map((each) => each.join("@")).join(", ")} from npm`
    : entry.requirements?.length
    ? `${entry.requirements.join(", ")} from PyPI`
    : `${entry.requirements ? "the Python" : "programs"} of this machine`;
  return entry.leftOut ? `${packages}; left out: ${entry.leftOut}` : packages;
}

/** JupyterLab, and Kubernetes' own client for cells that start pods, as Kubeflow's images have it. */
const JUPYTERLAB = ["jupyterlab==4.6.6", "kubernetes==36.0.3"];
const SCIENCE = ["numpy", "scipy", "pandas", "matplotlib", "scikit-learn"];

/**
 * Stands for the images' start script: takes the arguments of Jupyter's older servers too, asks for no token unless one
 * is given, and the tool is reached under NB_PREFIX whatever base_url a manifest names.
 */
const START_SH = String.raw`#!/bin/sh
case "$1" in lab|notebook|server) shift; set -- jupyter lab "$@" ;; esac
case "$1 $2" in "jupyter lab"|"jupyter server") ;; *) exec "$@" ;; esac
root=--allow-root token=--ServerApp.token=
for each do
  shift
  case "$each" in --LabApp.*=*|--NotebookApp.*=*)
    each=$(echo "--ServerApp.${"$"}{each#--*App.}" | sed "s/='\(.*\)'\$/=\1/") ;;
  esac
  case "$each" in *allow_root=*|--allow-root) root= ;; *token=*) token= ;; esac
  case "$each" in --*.base_url=*) ;; *) set -- "$@" "$each" ;; esac
done
exec "$@" $root $token "--ServerApp.base_url=${"$"}{NB_PREFIX:-/}"
`;
const START_LAB = `#!/bin/sh\nexec start.sh lab "$@"\n`;
const START_LAB_NAMES = ["start-notebook.sh", "start-notebook.py", "start-singleuser.sh", "jupyter-notebook"];

const WARM_UP = `
import importlib, kubernetes, jupyterlab.labapp, jupyter_lsp, jupyter_server_terminals, notebook_shim.nbserver, ipykernel.kernelapp
from jupyter_server.serverapp import JUPYTER_SERVICE_HANDLERS as services
for modules in services.values():
  for module in modules or []: importlib.import_module(module)
`;

const LISTEN_FLAGS = ["--ip", "--ServerApp.ip", "--NotebookApp.ip", "--LabApp.ip"];

const JUPYTER: Omit<CatalogueEntry, "matches"> = {
  warmUp: WARM_UP,
  scripts: { "start.sh": START_SH, ...Object.fromEntries(START_LAB_NAMES.map((name) => [name, START_LAB])) },
  command: ["start.sh", "lab", "--ip=0.0.0.0", "--port=8888", "--no-browser", "--ServerApp.root_dir=/home/jovyan"],
  env: { NB_USER: "jovyan", SHELL: "/bin/bash", LANG: "C.UTF-8" },
  home: "/home/jovyan",
  listenFlags: Object.fromEntries(LISTEN_FLAGS.map((flag) => [flag, flag])),
};
const BASE = { ...JUPYTER, id: "jupyterlab-4.6.6", requirements: JUPYTERLAB, packages: 103 };
const SCIENTIFIC = {
  ...JUPYTER,
  id: "jupyterlab-4.6.6-science",
  requirements: [...JUPYTERLAB, ...SCIENCE],
  packages: 118,
  warmUp: `${WARM_UP}\nimport pandas, scipy, matplotlib.pyplot`,
};

/** With Amazon's library, by which TensorBoard itself reads object stores. */
const TENSORBOARD: CatalogueEntry = {
  matches: /^tensorflow\/tensorflow$/,
  id: "tensorboard-2.21.0",
  requirements: ["tensorboard==2.21.0", "boto3"],
  packages: 20,
  leftOut: "TensorFlow, for its size",
  warmUp: "import boto3, tensorboard.main",
  programs: { "/usr/local/bin/tensorboard": "tensorboard" },
  command: ["bash"],
  env: { LANG: "C.UTF-8" },
  listenFlags: { "--bind_all": "--host", "--host": "--host" },
};

/** What would run commands, or change it for everybody, is off unless the pod's own environment says otherwise. */
const CLOUD_COMMANDER: CatalogueEntry = {
  matches: /^coderaiser\/cloudcmd$/,
  id: "cloudcmd-18.8.11",
  npm: { cloudcmd: "18.8.11" },
  packages: 1265,
  leftOut: "the terminal",
  programs: { "/usr/src/app/bin/cloudcmd.mjs": "cloudcmd", "/usr/src/app/bin/cloudcmd.js": "cloudcmd" },
  entrypoint: ["cloudcmd"],
  command: [],
  env: Object.fromEntries(
    ["open", "terminal", "console", "config_dialog", "config_auth"].map((each) => [`cloudcmd_${each}`, "false"]),
  ),
  listenVariable: "IP",
};

/** Names by which Jupyter and Kubeflow publish their images, without the flavour (`scipy`, `tensorflow-cuda`, …). */
const NAMES = [
  (flavour: string) => `(?:quay\\.io/|ghcr\\.io/)?jupyter/(?:${flavour})-notebook`,
  (flavour: string) => `(?:.+/)?notebook-servers/jupyter-(?:${flavour})`,
  (flavour: string) => `kubeflownotebookswg/jupyter-(?:${flavour})`,
];

/** In order: the first that matches is taken, so the catch-all is last. */
const IMAGES: readonly CatalogueEntry[] = [
  { id: "python", requirements: [], leftOut: "other versions", command: ["python3"], matches: /^python$/ },
  { command: ["sh"], matches: /^(?:busybox|alpine)$/ },
  TENSORBOARD,
  CLOUD_COMMANDER,
  { ...BASE, matches: named("minimal|base") },
  { ...BASE, matches: /^((.+\/)?notebook-servers|kubeflownotebookswg)\/jupyter$/ },
  { ...SCIENTIFIC, matches: named("scipy") },
  { ...SCIENTIFIC, leftOut: "R and Julia", matches: named("datascience") },
  { ...SCIENTIFIC, leftOut: "TensorFlow, for its size", matches: named("tensorflow.*") },
  { ...SCIENTIFIC, leftOut: "TensorFlow, for its size", matches: /^(.+\/)?tensorflow-[^/]*notebook-[^/]+$/ },
  { ...SCIENTIFIC, leftOut: "PyTorch, for its size", matches: named("pytorch.*") },
  { ...SCIENTIFIC, leftOut: "Spark", matches: named("pyspark|all-spark") },
  { ...BASE, leftOut: "what only this flavour has", matches: named("[a-z0-9-]+") },
];

function named(flavour: string): RegExp {
  return new RegExp(`^(?:${NAMES.map((name) => name(flavour)).join("|")})$`);
}
