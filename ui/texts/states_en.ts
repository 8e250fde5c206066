import type { RunState } from "../data/documents/mod.ts";
import type { Badge } from "../connection/badge.ts";

/** One word for each state. */
export const STATE_WORDS: Record<RunState | "STOPS_SOON", string> = {
  RUNNING: "Running",
  STOPS_SOON: "Stops soon",
  STARTING: "Starting",
  WAITING: "Waiting",
  UNHEALTHY: "Not answering",
  FAILED: "Cannot start",
  RESTARTING: "Restarting",
  STOPPING: "Stopping",
  STOPPED: "Stopped",
  DELETING: "Deleting",
  UNKNOWN: "Unknown",
};

/** Why a notebook cannot be opened in a state; empty where it can. */
export const WHY_NO_CONNECT: Record<RunState, string> = {
  RUNNING: "Its address is not known yet.",
  STARTING: "It can be opened once it answers.",
  WAITING: "It waits for something; see the details.",
  UNHEALTHY: "It does not answer; see the details.",
  FAILED: "It cannot start; see the details.",
  RESTARTING: "It can be opened once it answers again.",
  STOPPING: "It is being stopped.",
  STOPPED: "It is stopped.",
  DELETING: "It is being deleted.",
  UNKNOWN: "Nothing is heard about it.",
};

/** What the live badge says. `time` makes an instant readable. */
export function badgeWord(badge: Badge, time: (at: string) => string): string {
  switch (badge.kind) {
    case "idle":
      return "";
    case "connecting":
      return "Connecting";
    case "live":
      return "Live";
    case "catchingUp":
      return "Catching up";
    case "delayed":
      return `Delayed since ${time(badge.since)}`;
    case "reconnecting":
      return badge.seconds > 0 ? `Reconnecting in ${badge.seconds} s` : "Reconnecting";
    case "offline":
      return "Offline";
  }
}

/** What the live badge means, in a sentence. */
export const BADGE_MEANING: Record<Badge["kind"], string> = {
  idle: "",
  connecting: "The page is being connected to the server.",
  live: "What you see is what is. Changes appear by themselves.",
  catchingUp: "The server is sending what changed. What you see may be a moment old.",
  delayed: "The server has lost sight of the cluster. What you see may be old.",
  reconnecting: "The connection was lost. What you see may be old.",
  offline: "There is no connection. What you see is old, and actions wait until it is back.",
};
