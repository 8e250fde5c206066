import { type Accessor, createSignal } from "solid-js";
import { createStore } from "solid-js/store";
import type { Clock } from "../../clock/mod.ts";
import { mintClientToken, mintNameSuffix } from "../../connection/client_token.ts";
import type { CreateOutcome, NotebookActions, NotebookForm } from "../../data/mod.ts";
import { faultWords } from "../../parts/fault_words.ts";
import { type Draft, newDraft, toInput } from "./draft.ts";
import { keepDraft, recallDraft } from "./draft_memory.ts";
import { createDryRun } from "./dry_run.ts";
import { type FieldName, missingOf, type Problem, problemsOf } from "./problems.ts";

/** The form of a new notebook: what is typed, what is wrong with it, and its launch. */
export interface CreateModel {
  draft: Draft;
  change(change: Partial<Draft>): void;
  problems: Accessor<readonly Problem[]>;
  /** The first problem of a field. */
  problemOf(field: FieldName): Problem | undefined;
  isChecking(): boolean;
  /** Whether every field that is asked for holds something. */
  isWhole(): boolean;
  isLaunching: Accessor<boolean>;
  /** Whether the last launch was refused: then all problems are listed. */
  isRefused: Accessor<boolean>;
  wasKept: boolean;
  /** True when it was made. Pressed twice, or again after a lost connection, it is one notebook. */
  launch(): Promise<boolean>;
  forget(): void;
}

/** The model for one namespace; `onFound` is called when a launch whose answer was lost turns out to have worked. */
export function createCreateModel(
  namespace: string,
  form: Accessor<NotebookForm | null>,
  actions: Pick<NotebookActions, "create">,
  clock: Clock,
  onFound: () => void = () => {},
): CreateModel {
  const kept = recallDraft(namespace);
  const [draft, setDraft] = createStore<Draft>(kept?.draft ?? newDraft(mintNameSuffix()));
  const [problems, setProblems] = createSignal<readonly Problem[]>([]);
  const [isLaunching, setLaunching] = createSignal(false);
  const [isRefused, setRefused] = createSignal(false);
  let token = kept?.token ?? mintClientToken();

  const input = () => form() ? toInput(draft, namespace, form()) : null;
  const isWhole = () => missingOf(draft).length === 0;
  const judge = (outcome: CreateOutcome) => setProblems(problemsOfOutcome(outcome, draft));
  const dryRun = createDryRun(
    () => isWhole() && !isLaunching() ? input() : null,
    // With the launch's token: what it has made is no namesake that stands in the way.
    (wanted) => actions.create({ ...wanted, clientToken: token, dryRun: true }),
    (outcome) => {
      // A check that did not get through says nothing about the form.
      if (outcome.fault) return;
      if (!outcome.wasReplayed) return judge(outcome);
      keepDraft(namespace, null);
      onFound();
    },
    clock,
  );
  const launch = async () => {
    const wanted = input();
    if (isLaunching() || !wanted) return false;
    if (!isWhole()) {
      setProblems(missingOf(draft));
      setRefused(true);
      return false;
    }
    setLaunching(true);
    keepDraft(namespace, { draft: { ...draft }, token });
    const outcome = await actions.create({ ...wanted, clientToken: token });
    setLaunching(false);
    judge(outcome);
    setRefused(!outcome.isDone);
    if (outcome.isDone) keepDraft(namespace, null);
    return outcome.isDone;
  };
  return {
    draft,
    problems,
    isLaunching,
    isRefused,
    isWhole,
    launch,
    wasKept: kept !== null,
    isChecking: dryRun.isChecking,
    problemOf: (field) => problems().find((problem) => problem.field === field),
    change(change) {
      setDraft(change);
      // Nobody is asked about a form with gaps, so what was said of it before would stand for ever.
      if (!isWhole()) setProblems([]);
      token = mintClientToken();
      keepDraft(namespace, { draft: { ...draft }, token });
    },
    forget: () => keepDraft(namespace, null),
  };
}

function problemsOfOutcome(outcome: CreateOutcome, draft: Draft): Problem[] {
  if (!outcome.fault) return problemsOf(outcome.errors, draft);
  return [{ field: null, ...faultWords(outcome.fault), remedy: null }];
}
