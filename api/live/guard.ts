import type { GraphQLError } from "graphql";
import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import { accessRevoked } from "../request_error.ts";
import type { RightsWatch } from "./rights_watch.ts";

/** What the last review of an open stream said. */
export type Verdict =
  | {
    kind: "allowed";
    /** Changes when what the caller may do with what the stream shows has changed. */
    fingerprint: string;
  }
  /** The review could not be had: nothing more is told until it can, but the stream stays. */
  | { kind: "unknown"; since: Date }
  | { kind: "revoked"; error: GraphQLError };

/** Reviews one stream's rights while it is open. */
export interface Guard {
  readonly verdict: Verdict;
  /** Begins to re-review; `listener` hears each new verdict. Gives back how to stop. */
  start(listener: () => void): () => void;
}

/** `review` gives the fingerprint, or undefined when the right is lost; it rejects when it cannot be found out. */
export function createGuard(
  review: () => Promise<string | undefined>,
  first: string,
  { rightsWatch, clock, log }: { rightsWatch: RightsWatch; clock: Clock; log: Log },
): Guard {
  let verdict: Verdict = { kind: "allowed", fingerprint: first };
  const judge = async (): Promise<Verdict> => {
    try {
      const fingerprint = await review();
      return fingerprint === undefined ? { kind: "revoked", error: accessRevoked() } : { kind: "allowed", fingerprint };
    } catch {
      return verdict.kind === "unknown" ? verdict : { kind: "unknown", since: clock.now() };
    }
  };
  return {
    get verdict() {
      return verdict;
    },
    start(listener) {
      let isRunning = false;
      let isAsked = false;
      const again = async () => {
        isAsked = true;
        if (isRunning) return;
        isRunning = true;
        try {
          while (isAsked) {
            isAsked = false;
            verdict = await judge();
            listener();
          }
        } finally {
          isRunning = false;
        }
      };
      listener();
      return rightsWatch.subscribe(() => {
        again().catch((error) => log.error("Cannot review a stream", { error }));
      });
    },
  };
}
