import { CULLING_NOTES, CULLING_REASONS, placeholdersOf, type Reason, REASONS } from "../../kube/explain/mod.ts";
import { API_REASONS } from "../api_reasons.ts";
import { anyCaller, builder } from "./builder.ts";
import { RunStateRef, SeverityRef } from "./explanation.ts";

const ReasonRef = builder.objectRef<Reason & { code: string }>("Reason").implement({
  description: "One entry of the dictionary of all reasons: for translators, alert rules and docs.",
  fields: (t) => ({
    code: t.expose("code", { type: "ReasonCode", description: "As in `Explanation.reason`." }),
    states: t.field({
      type: [RunStateRef],
      description: "In which states it occurs; empty where it is not about a state.",
      resolve: ({ states }) => [...states],
    }),
    severity: t.expose("severity", { type: SeverityRef, description: "How much it asks for attention." }),
    pattern: t.string({
      description: "The English sentence with {parameters}, the detailed one where there are two.",
      resolve: ({ pattern, detailedPattern }) => detailedPattern ?? pattern,
    }),
    nextStepPattern: t.exposeString("nextStepPattern", {
      nullable: true,
      description: "What to do. Null: nothing to do but wait.",
    }),
    parameters: t.stringList({
      description: "Names of all values that may come with it.",
      resolve: ({ parameters }) => [...parameters],
    }),
  }),
});

builder.queryField("reasons", (t) =>
  t.field({
    type: [ReasonRef],
    description: "The dictionary of all reasons.",
    extensions: anyCaller,
    resolve: () => {
      const all: Readonly<Record<string, Reason>> = { ...REASONS, ...API_REASONS, ...IDLE_REASONS };
      return Object.entries(all).map(([code, reason]) => ({ code, ...reason }));
    },
  }));

const IDLE_REASONS: Readonly<Record<string, Reason>> = Object.fromEntries([
  ...Object.entries(CULLING_REASONS).map(([code, { verdict, pattern }]) =>
    [code, entry(pattern, verdict === "warn" ? "WARNING" : "INFO")] as const
  ),
  ...Object.entries(CULLING_NOTES).map(([code, pattern]) => [code, entry(pattern, "INFO")] as const),
]);

function entry(pattern: string, severity: Reason["severity"]): Reason {
  return { states: [], severity, pattern, parameters: placeholdersOf(pattern), suggestions: [] };
}
