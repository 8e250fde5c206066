import type { Notebook, RunState } from "../../data/mod.ts";
import { texts, WHY_NO_CONNECT } from "../../texts/mod.ts";

/** The one thing that is most likely wanted of a notebook now. */
export type PrimaryAction =
  | { kind: "connect"; url: string }
  | { kind: "cannotConnect"; why: string }
  | { kind: "start"; refusal: string | null }
  | { kind: "showWhy" };

type Acted = Pick<Notebook, "state" | "url" | "viewerCan">;

/** Decides the primary action. `frozen` says why nothing can be done now, null where things can. */
export function primaryActionOf(notebook: Acted, frozen: string | null): PrimaryAction {
  switch (notebook.state) {
    case "RUNNING":
      return connectAction(notebook, frozen);
    case "STOPPED":
      return { kind: "start", refusal: startRefusal(notebook, frozen) };
    case "WAITING":
    case "UNHEALTHY":
    case "FAILED":
      return { kind: "showWhy" };
    default:
      return { kind: "cannotConnect", why: frozen ?? WHY_NO_CONNECT[notebook.state] };
  }
}

function connectAction(notebook: Acted, frozen: string | null): PrimaryAction {
  const { connect } = notebook.viewerCan;
  if (frozen) return { kind: "cannotConnect", why: frozen };
  if (!connect.isAllowed) return { kind: "cannotConnect", why: connect.reason ?? texts.actions.notAllowed };
  return notebook.url ? { kind: "connect", url: notebook.url } : { kind: "cannotConnect", why: WHY_NO_CONNECT.RUNNING };
}

const CANNOT_STOP: readonly RunState[] = ["STOPPED", "STOPPING", "DELETING"];

/** Why it cannot be stopped; null where it can. */
export function stopRefusal(notebook: Acted, frozen: string | null): string | null {
  if (frozen) return frozen;
  if (!notebook.viewerCan.stop.isAllowed) return notebook.viewerCan.stop.reason ?? texts.actions.notAllowed;
  return CANNOT_STOP.includes(notebook.state) ? WHY_NO_CONNECT[notebook.state] : null;
}

/** Why it cannot be started; null where it can. Whoever may stop may start. */
export function startRefusal(notebook: Acted, frozen: string | null): string | null {
  if (frozen) return frozen;
  if (!notebook.viewerCan.stop.isAllowed) return notebook.viewerCan.stop.reason ?? texts.actions.notAllowed;
  if (notebook.state === "DELETING") return WHY_NO_CONNECT.DELETING;
  return notebook.state === "STOPPED" || notebook.state === "STOPPING" ? null : texts.actions.alreadyRunning;
}

/** Why it cannot be deleted; null where it can. */
export function deleteRefusal(notebook: Acted, frozen: string | null): string | null {
  if (frozen) return frozen;
  if (!notebook.viewerCan.delete.isAllowed) return notebook.viewerCan.delete.reason ?? texts.actions.notAllowed;
  return notebook.state === "DELETING" ? WHY_NO_CONNECT.DELETING : null;
}
