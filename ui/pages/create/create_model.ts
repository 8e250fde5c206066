import { type Accessor, createSignal } from "solid-js";
import { createStore, type SetStoreFunction, unwrap } from "solid-js/store";
import type { Noun } from "../../app/paths.ts";
import type { Clock } from "../../clock/mod.ts";
import { mintClientToken, mintNameSuffix } from "../../connection/client_token.ts";
import type { CreateOutcome } from "../../data/mod.ts";
import { faultWords } from "../../parts/fault_words.ts";
import { draftMemory } from "./draft_memory.ts";
import { createDryRun } from "./dry_run.ts";
import type { Problem } from "./problem.ts";

/** What a form makes: how it opens, what it asks the server for, and how it reads the answer. */
export interface Creation<Draft extends object, Input, Refused> {
  noun: Noun;
  /** The form as it opens; the suffix makes a suggested name likely to be free. */
  newDraft(suffix: string): Draft;
  /** What the server is asked for; null while that is not known. */
  toInput(draft: Draft): Input | null;
  /** What is still to be filled in. */
  missing(draft: Draft): Problem<Draft>[];
  /** The server's refusals as problems of the form. */
  problems(errors: readonly Refused[], draft: Draft): Problem<Draft>[];
  create(input: Input & { clientToken: string; dryRun?: boolean }): Promise<CreateOutcome<Refused>>;
}

/** The form of something new: what is typed, what is wrong with it, and its launch. */
export interface CreateModel<Draft> {
  draft: Draft;
  change(change: Partial<Draft>): void;
  problems: Accessor<readonly Problem<Draft>[]>;
  /** The first problem of a field. */
  problemOf(field: string): Problem<Draft> | undefined;
  isChecking(): boolean;
  /** Whether every field that is asked for holds something. */
  isWhole(): boolean;
  isLaunching: Accessor<boolean>;
  /** Whether the last launch was refused: then all problems are listed. */
  isRefused: Accessor<boolean>;
  wasKept: boolean;
  /** True when it was made. Pressed twice, or again after a lost connection, it is made once. */
  launch(): Promise<boolean>;
  forget(): void;
}

/** The model for one namespace; `onFound` is called when a launch whose answer was lost turns out to have worked. */
export function createCreateModel<Draft extends object, Input extends object, Refused>(
  creation: Creation<Draft, Input, Refused>,
  namespace: string,
  clock: Clock,
  onFound: () => void = () => {},
): CreateModel<Draft> {
  const memory = draftMemory<Draft>(creation.noun, namespace);
  const fresh = creation.newDraft(mintNameSuffix());
  const kept = memory.recall(fresh);
  const [draft, setDraft] = createStore<Draft>(kept?.draft ?? fresh) as [Draft, SetStoreFunction<Partial<Draft>>];
  const [problems, setProblems] = createSignal<readonly Problem<Draft>[]>([]);
  const [isLaunching, setLaunching] = createSignal(false);
  const [isRefused, setRefused] = createSignal(false);
  let token = kept?.token ?? mintClientToken();

  const isWhole = () => creation.missing(draft).length === 0;
  const judge = (outcome: CreateOutcome<Refused>) => setProblems(problemsOfOutcome(creation, outcome, draft));
  const keep = () => memory.keep({ draft: unwrap(draft), token });
  const dryRun = createDryRun(
    () => isWhole() && !isLaunching() ? creation.toInput(draft) : null,
    // With the launch's token: what it has made is no namesake that stands in the way.
    (wanted) => creation.create({ ...wanted, clientToken: token, dryRun: true }),
    (outcome) => {
      // A check that did not get through says nothing about the form.
      if (outcome.fault) return;
      if (!outcome.wasReplayed) return judge(outcome);
      memory.keep(null);
      onFound();
    },
    clock,
  );
  const launch = async () => {
    const wanted = creation.toInput(draft);
    if (isLaunching() || !wanted) return false;
    if (!isWhole()) {
      setProblems(creation.missing(draft));
      setRefused(true);
      return false;
    }
    setLaunching(true);
    keep();
    const outcome = await creation.create({ ...wanted, clientToken: token });
    setLaunching(false);
    judge(outcome);
    setRefused(!outcome.isDone);
    if (outcome.isDone) memory.keep(null);
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
      if (!isWhole()) setProblems(creation.missing(draft).filter(({ isWrong }) => isWrong));
      token = mintClientToken();
      keep();
    },
    forget: () => memory.keep(null),
  };
}

function problemsOfOutcome<Draft extends object, Refused>(
  creation: Pick<Creation<Draft, never, Refused>, "problems">,
  outcome: CreateOutcome<Refused>,
  draft: Draft,
): Problem<Draft>[] {
  if (!outcome.fault) return creation.problems(outcome.errors, draft);
  return [{ field: null, ...faultWords(outcome.fault), remedy: null }];
}
