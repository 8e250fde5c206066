import type { StatusExplanation } from "../../kube/mod.ts";
import { reasonOf } from "../explanation_view.ts";
import { builder } from "./builder.ts";

/** What a state means is decided by the controller; these are the words for it. */
export const RunStateRef = builder.enumType("RunState", {
  description:
    "How something with a server in it is. STARTING moves by itself, WAITING may, FAILED will not until somebody " +
    "changes something.",
  values: {
    STARTING: {
      description: "Accepted; its pod is being made, scheduled, pulled or started, and nothing is in the way.",
    },
    WAITING: { description: "Held up by something that may clear by itself: capacity, quota, a volume in use." },
    RUNNING: {
      description:
        "Answers under its URL *for the spec and annotations as they are now*: never while a stop, start or restart " +
        "is pending.",
    },
    UNHEALTHY: { description: "Its process runs but does not answer, or keeps crashing." },
    RESTARTING: { description: "Was asked to restart and has not come back yet." },
    STOPPING: { description: "Was asked to stop and still runs." },
    STOPPED: { description: "Does not run; its files are kept." },
    FAILED: { description: "Will not start until somebody changes something; `explanation.nextStep` says what." },
    DELETING: { description: "Is being deleted." },
    UNKNOWN: { description: "The controller has said nothing yet, or not recently." },
  } as const,
});

/** How much something asks for attention. */
export const SeverityRef = builder.enumType("Severity", {
  description: "How much something asks for attention.",
  values: {
    OK: { description: "As it should be." },
    INFO: { description: "Under way, or good to know." },
    WARNING: { description: "Does not do what was wanted, but may come right." },
    ERROR: { description: "Somebody has to do something." },
  } as const,
});

const SuggestionRef = builder.enumType("Suggestion", {
  description: "What a client may offer as a button.",
  values: {
    START: { description: "Start it." },
    CHOOSE_IMAGE: { description: "Choose another image." },
    REDUCE_RESOURCES: { description: "Ask for less." },
    FREE_VOLUME: { description: "Stop what holds the volume." },
    SHOW_LOGS: { description: "Look at the log." },
    ASK_ADMIN: { description: "Show it to the admin." },
    DELETE: { description: "Delete it." },
  } as const,
});

/** One value of a sentence. */
export const ExplanationParameterRef = builder.objectRef<{ name: string; value: string }>("ExplanationParameter")
  .implement({
    description: "One value of an explanation's sentence.",
    fields: (t) => ({
      name: t.exposeString("name", { description: "As it stands in braces in `Reason.pattern`." }),
      value: t.exposeString("value", { description: "As it is put into the sentence." }),
    }),
  });

/** Why something is as it is. */
export const ExplanationRef = builder.objectRef<StatusExplanation>("Explanation");

ExplanationRef.implement({
  description:
    "Why it is as it is. One function of the controller writes it into the object's status; everything else only " +
    "reads it.",
  fields: (t) => ({
    reason: t.expose("reason", {
      type: "ReasonCode",
      description: "The code under which `Query.reasons` explains it.",
    }),
    message: t.exposeString("message", {
      description: "One English sentence for a data scientist. No relative times, nothing that flaps.",
    }),
    nextStep: t.exposeString("nextStep", {
      nullable: true,
      description: "What to do, as one imperative sentence. Null: nothing to do but wait.",
    }),
    suggestions: t.field({
      type: [SuggestionRef],
      description: "What a client may offer as a button, best first.",
      resolve: (explanation) => [...reasonOf(explanation).suggestions],
    }),
    parameters: t.field({
      type: [ExplanationParameterRef],
      description: "Values in the sentence, so that clients can translate it: reason picks the pattern, these fill it.",
      resolve: ({ parameters = {} }) => Object.entries(parameters).map(([name, value]) => ({ name, value })),
    }),
    severity: t.field({
      type: SeverityRef,
      description: "How much it asks for attention.",
      resolve: (explanation) => reasonOf(explanation).severity,
    }),
    since: t.expose("since", { type: "DateTime", description: "Since when this reason holds." }),
    technical: t.exposeString("technical", {
      nullable: true,
      description: "The original words of Kubernetes, for those who ask an admin. Null: there are none.",
    }),
  }),
});
