import type { ConfigurationAddition } from "../data/documents/mod.ts";
import type { Sentence } from "./sentence.ts";

type Kind = ConfigurationAddition["kind"];

/** What a configuration does, by what it adds, in the order in which it is told; labels and the like tell nobody anything. */
const SAYINGS: readonly (readonly [kind: Kind, verb: string])[] = [
  ["ENVIRONMENT", "sets"],
  ["ENVIRONMENT_FROM", "sets what is in"],
  ["MOUNT", "shows files in"],
  ["TOLERATION", "lets it run on machines reserved by"],
  ["SERVICE_ACCOUNT", "runs it as"],
  ["PULL_SECRET", "gets images with"],
  ["INIT_CONTAINER", "runs first"],
  ["SIDECAR", "runs beside it"],
  ["COMMAND", "starts it in another way"],
  ["ARGUMENTS", "starts it with other arguments"],
];
/** Of these the name is a whole command line. */
const UNNAMED: readonly Kind[] = ["COMMAND", "ARGUMENTS"];
const SHOWN = 3;

/** What a configuration adds, in one sentence; null where that is nothing that people would notice. */
export function additionsSentence(additions: readonly ConfigurationAddition[]): Sentence | null {
  const clauses = SAYINGS.flatMap(([kind, verb]): Sentence[] => {
    const names = [...new Set(additions.filter((each) => each.kind === kind).map(({ name }) => name))];
    if (names.length === 0) return [];
    return UNNAMED.includes(kind) ? [[verb]] : [[`${verb} `, ...listed(names)]];
  });
  if (clauses.length === 0) return null;
  const sentence = clauses.flatMap((clause, index) => index === 0 ? [...clause] : ["; ", ...clause]);
  const [first, ...rest] = sentence as [string, ...Sentence];
  return [`${first.charAt(0).toUpperCase()}${first.slice(1)}`, ...rest, "."];
}

function listed(names: readonly string[]): Sentence {
  const rest = names.length - SHOWN;
  const shown = names.slice(0, SHOWN).flatMap((value, index): Sentence =>
    index === 0 ? [{ value }] : [", ", { value }]
  );
  return rest > 0 ? [...shown, ` and ${rest} more`] : shown;
}
