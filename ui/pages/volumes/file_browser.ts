import type { Volume } from "../../data/mod.ts";
import { texts } from "../../texts/mod.ts";
import { namesOf, usersOf } from "./volume_use.ts";

const words = texts.volumes.actions;

/** What a press on Browse does. */
export type BrowseAction =
  /** The files are open: it leads there. */
  | { kind: "go"; url: string }
  /** They are opened, and a new tab waits for that. */
  | { kind: "open" }
  /** They are being opened: a new tab waits. */
  | { kind: "wait" }
  | { kind: "refused"; why: string };

type Browsed = Pick<Volume, "state" | "fileBrowser" | "usedBy"> & {
  viewerCan: Pick<Volume["viewerCan"], "browse" | "delete">;
};

/** Decides what Browse does. `frozen` says why nothing can be done now, null where things can. */
export function browseActionOf(volume: Browsed, frozen: string | null): BrowseAction {
  const { fileBrowser, viewerCan: { browse }, state } = volume;
  if (frozen) return { kind: "refused", why: frozen };
  if (!browse.isAllowed) return { kind: "refused", why: browse.reason ?? texts.actions.notAllowed };
  if (state === "DELETING") return { kind: "refused", why: words.leaving };
  if (state === "LOST" || state === "FAILED") return { kind: "refused", why: words.notReady };
  if (!fileBrowser || fileBrowser.state === "STOPPED") return { kind: "open" };
  return fileBrowser.state === "RUNNING" && fileBrowser.url ? { kind: "go", url: fileBrowser.url } : { kind: "wait" };
}

/** How the file browser of a volume is, in a word for the list. */
export function filesWord({ fileBrowser }: Pick<Volume, "fileBrowser">): keyof typeof texts.volumes.files {
  switch (fileBrowser?.state) {
    case undefined:
    case "STOPPED":
    case "STOPPING":
    case "DELETING":
      return "closed";
    case "RUNNING":
      return "open";
    case "FAILED":
    case "UNHEALTHY":
      return "failed";
    default:
      return "opening";
  }
}

/** Why its file browser cannot be closed; null where it can. */
export function closeRefusal(volume: Browsed, frozen: string | null): string | null {
  if (frozen) return frozen;
  if (!volume.fileBrowser) return words.notOpen;
  const { browse } = volume.viewerCan;
  return browse.isAllowed ? null : browse.reason ?? texts.actions.notAllowed;
}

/** Why it cannot be deleted; null where it can. An open file browser of ours does not count as a user. */
export function deleteRefusal(volume: Browsed, frozen: string | null): string | null {
  if (frozen) return frozen;
  const users = usersOf(volume);
  if (users.length > 0) return words.inUse(namesOf(users));
  if (!volume.viewerCan.delete.isAllowed) return volume.viewerCan.delete.reason ?? texts.actions.notAllowed;
  return volume.state === "DELETING" ? words.leaving : null;
}
