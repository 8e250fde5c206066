/** The mock's mutations. */
import { mockExplanation, mockNotebook } from "./mock_notebooks.ts";
import type { MockStore } from "./mock_store.ts";

interface CreateInput {
  namespace: string;
  name: string;
  dryRun: boolean;
  spec: { image: string; cpu: string; workspace: { from: { new?: { name: string } } } | null };
}

/** Creates, stops, starts and deletes in the scripted store. */
export function createMockMutations(store: MockStore) {
  const action = (state: string, reason: string) => ({ input }: { input: { targets: { id: string }[] } }) => ({
    results: input.targets.map(({ id }, index) => {
      const notebook = store.notebooks.get(id);
      if (!notebook) return { index, notebook: null, errors: [refusal("NotFound", "NOT_FOUND", "It is gone.", null)] };
      store.put({ ...notebook, state, url: null, explanation: mockExplanation(reason, { by: store.user }, 0) });
      return { index, notebook, errors: [] };
    }),
  });
  return {
    createNotebook: ({ input }: { input: CreateInput }) => createNotebook(store, input),
    stopNotebooks: action("STOPPED", "Stopped"),
    startNotebooks: action("STARTING", "FindingPlace"),
    deleteNotebooks: ({ input }: { input: { targets: { id: string }[] } }) => ({
      results: input.targets.map(({ id }, index) => {
        store.drop(id);
        return { index, id, errors: [] };
      }),
    }),
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
  if (store.notebooks.has(`nb-${namespace}-${name}`)) {
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
