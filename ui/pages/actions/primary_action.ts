import type { Runnable, RunState } from "../../data/mod.ts";
import { texts, WHY_NO_CONNECT } from "../../texts/mod.ts";

/** The one thing that is most likely wanted of something that runs. */
export type PrimaryAction =
  | { kind: "connect"; url: string }
  | { kind: "cannotConnect"; why: string }
  | { kind: "start"; refusal: string | null }
  | { kind: "showWhy" };

type Acted = Pick<Runnable, "state" | "url" | "viewerCan">;

/** Decides the primary action. `frozen` says why nothing can be done now, null where things can. */
export function primaryActionOf(item: Acted, frozen: string | null): PrimaryAction {
  switch (item.state) {
    case "RUNNING":
      return connectAction(item, frozen);
    case "STOPPED":
      return { kind: "start", refusal: startRefusal(item, frozen) };
    case "WAITING":
    case "UNHEALTHY":
    case "FAILED":
      return { kind: "showWhy" };
    default:
      return { kind: "cannotConnect", why: frozen ?? WHY_NO_CONNECT[item.state] };
  }
}

function connectAction(item: Acted, frozen: string | null): PrimaryAction {
  const { connect } = item.viewerCan;
  if (frozen) return { kind: "cannotConnect", why: frozen };
  if (!connect.isAllowed) return { kind: "cannotConnect", why: connect.reason ?? texts.actions.notAllowed };
  return item.url ? { kind: "connect", url: item.url } : { kind: "cannotConnect", why: WHY_NO_CONNECT.RUNNING };
}

const CANNOT_STOP: readonly RunState[] = ["STOPPED", "STOPPING", "DELETING"];

/** Why it cannot be stopped; null where it can. */
export function stopRefusal(item: Acted, frozen: string | null): string | null {
  if (frozen) return frozen;
  if (!item.viewerCan.stop.isAllowed) return item.viewerCan.stop.reason ?? texts.actions.notAllowed;
  return CANNOT_STOP.includes(item.state) ? WHY_NO_CONNECT[item.state] : null;
}

/** Why it cannot be started; null where it can. Whoever may stop may start. */
export function startRefusal(item: Acted, frozen: string | null): string | null {
  if (frozen) return frozen;
  if (!item.viewerCan.stop.isAllowed) return item.viewerCan.stop.reason ?? texts.actions.notAllowed;
  if (item.state === "DELETING") return WHY_NO_CONNECT.DELETING;
  return item.state === "STOPPED" || item.state === "STOPPING" ? null : texts.actions.alreadyRunning;
}

/** Why it cannot be restarted; null where it can. Whoever may stop may restart. */
export function restartRefusal(item: Acted, frozen: string | null): string | null {
  return item.state === "RESTARTING" ? frozen ?? texts.actions.alreadyRestarting : stopRefusal(item, frozen);
}

/** Why it cannot be kept running; null where it can. Whoever may stop may keep. */
export function keepRefusal(item: Acted, frozen: string | null): string | null {
  if (frozen) return frozen;
  return item.viewerCan.stop.isAllowed ? null : item.viewerCan.stop.reason ?? texts.actions.notAllowed;
}

/** Why it cannot be deleted; null where it can. */
export function deleteRefusal(item: Acted, frozen: string | null): string | null {
  if (frozen) return frozen;
  if (!item.viewerCan.delete.isAllowed) return item.viewerCan.delete.reason ?? texts.actions.notAllowed;
  return item.state === "DELETING" ? WHY_NO_CONNECT.DELETING : null;
}
