/** The mock's mutations. */
import { mockIdle } from "./mock_idle.ts";
import { mockExplanation, mockNotebook } from "./mock_notebooks.ts";
import type { MockStore } from "./mock_store.ts";
import { mockTensorboard } from "./mock_tensorboards.ts";
import { mockFileBrowser, mockVolume } from "./mock_volumes.ts";

interface CreateInput {
  namespace: string;
  name: string;
  dryRun: boolean;
  spec: { image: string; cpu: string; workspace: { from: { new?: { name: string } } } | null };
}

interface CreateTensorboardInput {
  namespace: string;
  name: string;
  dryRun: boolean;
  sources: { label?: string; from: { volume?: { claim: string; path: string }; objectStore?: { url: string } } }[];
}

/** Creates, stops, starts and deletes in the scripted store. */
export function createMockMutations(store: MockStore) {
  const action = (state: string, reason: string) => ({ input }: { input: { targets: { id: string }[] } }) => ({
    results: input.targets.map(({ id }, index) => {
      const item = store.items.get(id);
      if (!item) return { index, errors: [refusal("NotFound", "NOT_FOUND", "It is gone.", null)] };
      store.put({ ...item, state, url: null, explanation: mockExplanation(reason, { by: store.user }, 0) });
      return { index, errors: [] };
    }),
  });
  const remove = ({ input }: { input: { targets: { id: string }[] } }) => ({
    results: input.targets.map(({ id }, index) => {
      store.drop(id);
      return { index, id, errors: [] };
    }),
  });
  return {
    createNotebook: ({ input }: { input: CreateInput }) => createNotebook(store, input),
    stopNotebooks: action("STOPPED", "Stopped"),
    keepNotebooks: ({ input: { targets, until } }: { input: { targets: { id: string }[]; until: Date | null } }) => {
      const [{ id }] = targets;
      const keptFor = until ? (new Date(until).getTime() - Date.now()) / 60_000 : 0;
      store.put({ ...store.items.get(id)!, idle: mockIdle(115, { limit: 120, keptFor }) });
      return { results: [{ index: 0, errors: [] }] };
    },
    startNotebooks: action("STARTING", "FindingPlace"),
    restartNotebooks: action("RESTARTING", "RestartRequested"),
    deleteNotebooks: remove,
    createTensorboard: ({ input }: { input: CreateTensorboardInput }) => createTensorboard(store, input),
    stopTensorboards: action("STOPPED", "Stopped"),
    startTensorboards: action("STARTING", "FindingPlace"),
    restartTensorboards: action("RESTARTING", "RestartRequested"),
    deleteTensorboards: remove,
    ...createVolumeMutations(store),
  };
}

function refusal(__typename: string, code: string, message: string, path: string[] | null) {
  return { __typename, code, message, nextStep: "Change it.", path };
}

function createNotebook(store: MockStore, input: CreateInput) {
  const errors = refusalsOf(store, input);
  const notebook = mockNotebook(input.name, "STARTING", mockExplanation("Accepted", {}, 0), input.namespace);
  const isMade = errors.length === 0 && !input.dryRun;
  if (isMade) store.put(notebook);
  return { notebook: isMade ? notebook : null, errors, wasReplayed: false, revision: "2" };
}

function refusalsOf(store: MockStore, { namespace, name, spec }: CreateInput) {
  const errors = [];
  if (!/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name)) {
    errors.push(refusal("FieldError", "INVALID", "A name is made of small letters, digits and hyphens.", ["name"]));
  }
  if (store.items.has(`nb-${namespace}-${name}`)) {
    errors.push({
      ...refusal("AlreadyExists", "ALREADY_EXISTS", `${name} exists already.`, ["name"]),
      suggestion: `${name}-2`,
    });
  }
  if (!/^\d*\.?\d+m?$/.test(spec.cpu)) {
    errors.push(refusal("FieldError", "INVALID", `${spec.cpu} is no amount of CPU.`, ["spec", "cpu"]));
  }
  if (spec.workspace?.from.new?.name === "old-workspace") {
    const path = ["spec", "workspace", "from", "new", "name"];
    errors.push({
      ...refusal("AlreadyExists", "ALREADY_EXISTS", "The volume old-workspace exists already.", path),
      suggestion: "old-workspace",
    });
  }
  return errors;
}

function createTensorboard(store: MockStore, { namespace, name, dryRun, sources }: CreateTensorboardInput) {
  const errors = sources.flatMap(({ from: { volume } }, index) =>
    volume?.claim === "nowhere"
      ? [refusal("NotFound", "NOT_FOUND", "No volume is named nowhere.", [
        "sources",
        String(index),
        "from",
        "volume",
        "claim",
      ])]
      : []
  );
  const explanation = mockExplanation("Accepted", {}, 0);
  const made = mockTensorboard(
    name,
    "STARTING",
    explanation,
    sources.map(({ label = null, from: { volume, objectStore } }) =>
      volume
        ? { __typename: "VolumeLogSource", label, ...volume }
        : { __typename: "ObjectStoreLogSource", label, url: objectStore?.url ?? "", credential: null }
    ),
    namespace,
  );
  const isMade = errors.length === 0 && !dryRun;
  if (isMade) store.put(made);
  return { tensorboard: isMade ? made : null, errors, wasReplayed: false, revision: "2" };
}

interface CreateVolumeInput {
  namespace: string;
  dryRun: boolean;
  volume: { name: string; size: string };
}

function createVolumeMutations(store: MockStore) {
  type BrowserInput = { input: { volume: { id: string } } };
  const setBrowser = (id: string, fileBrowser: unknown) => store.put({ ...store.items.get(id)!, fileBrowser });
  return {
    createVolume({ input: { namespace, dryRun, volume: { name } } }: { input: CreateVolumeInput }) {
      const isTaken = store.items.has(`pvc-${namespace}-${name}`);
      const taken = { ...refusal("AlreadyExists", "ALREADY_EXISTS", `${name} exists already.`, ["volume", "name"]) };
      const errors = isTaken ? [{ ...taken, suggestion: `${name}-2` }] : [];
      const made = mockVolume(name, "PROVISIONING", {}, namespace);
      if (!isTaken && !dryRun) store.put(made);
      return { volume: isTaken || dryRun ? null : made, errors, wasReplayed: false, revision: "2" };
    },
    deleteVolumes: ({ input }: { input: { targets: { id: string }[] } }) => ({
      results: input.targets.map(({ id }, index) => {
        store.drop(id);
        return { index, id, errors: [] };
      }),
    }),
    openFileBrowser({ input: { volume: { id } } }: BrowserInput) {
      setBrowser(id, mockFileBrowser("any", "STARTING", "StartingServer"));
      return { errors: [] };
    },
    closeFileBrowser({ input: { volume: { id } } }: BrowserInput) {
      setBrowser(id, null);
      return { errors: [] };
    },
  };
}
