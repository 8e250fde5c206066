import type { CullingFile } from "./culling_settings.ts";
import { cullingFileSchema, fillSettings } from "./culling_settings.ts";
import type { z } from "zod";
import type { Evidence } from "./evidence.ts";
import type { CullingInput } from "./policy/situation.ts";
import type { CullingSubject } from "./subject.ts";

/** 18:00 of the example day. */
export const EXAMPLE_NOW = new Date("2026-11-23T18:00:00Z");

/** So many minutes before the example's now, in ms since 1970. */
export function minutesAgo(minutes: number): number {
  return EXAMPLE_NOW.getTime() - minutes * 60_000;
}

/** A Jupyter notebook `team/train` that has been running and ready since 08:00; for tests. */
export function exampleSubject(differs: Partial<CullingSubject> = {}): CullingSubject {
  return {
    kind: "Notebook",
    namespace: "team",
    name: "train",
    uid: "11111111-0000-0000-0000-000000000000",
    resourceVersion: "7",
    labels: {},
    annotations: {},
    images: ["quay.io/jupyter/minimal-notebook:latest"],
    resources: ["cpu"],
    serverType: "jupyter",
    isLeaving: false,
    isStopped: false,
    run: { state: "ready", startedAt: minutesAgo(600), pod: { name: "train-0", container: "train" } },
    tool: {
      service: { namespace: "team", name: "train", port: 80 },
      routedPath: "/notebook/team/train/",
      ownPath: "/notebook/team/train/",
    },
    ...differs,
  };
}

/** Settings as an admin's file would give them, on, with an idle time of 3 h; for tests. */
export function exampleSettings(file: z.input<typeof cullingFileSchema> = {}) {
  const read: CullingFile = cullingFileSchema.parse({ enabled: true, idleTime: "3h", ...file });
  return fillSettings(read);
}

/** Evidence that was asked for just now; for tests. */
export function idleSince(minutes: number, source = "jupyter/status"): Evidence {
  return { kind: "idle-since", source, checkedAt: EXAMPLE_NOW.getTime(), at: minutesAgo(minutes) };
}

/** All that a verdict about the example needs; for tests. */
export function exampleInput(differs: Partial<CullingInput> = {}): CullingInput {
  return {
    subject: exampleSubject(),
    settings: exampleSettings(),
    evidence: [idleSince(60)],
    now: EXAMPLE_NOW,
    ...differs,
  };
}
