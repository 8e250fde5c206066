/** What the connection knows about its socket; instants are epoch milliseconds. */
export interface SocketState {
  /**
   * ```
   * idle ──subscribe──▶ connecting ──ack──▶ open ──last stream ends──▶ idle
   *                        ▲                 │ closed, no answer to a ping
   *                        └──────────── waiting
   * ```
   */
  phase: "idle" | "connecting" | "open" | "waiting";
  /** Since when there is no open socket although one is wanted; null while open or idle. */
  lostAt: number | null;
  /** When the next try is due, while waiting. */
  retryAt: number | null;
  /** The browser says that it has a network. */
  hasNetwork: boolean;
  /** Whether a socket was ever open: the first connection is no reconnection. */
  wasOpen: boolean;
}

/** How far one subscription can be trusted. */
export interface StreamState {
  /** It has been in sync at least once. */
  wasInSync: boolean;
  /** Since when it has not been in sync; null while it is. */
  behindSince: number | null;
  /** Since when the server itself has heard nothing from Kubernetes (RFC 3339), null while it hears. */
  staleSince: string | null;
}

/** What the live badge shows. */
export type Badge =
  | { kind: "idle" }
  | { kind: "connecting" }
  | { kind: "live" }
  | { kind: "catchingUp" }
  | { kind: "delayed"; since: string }
  | { kind: "reconnecting"; seconds: number }
  | { kind: "offline" };

/** A gap shorter than this is nobody's business. */
const CATCHING_UP_AFTER_MS = 1_000;
/** From here on "reconnecting" is called offline. */
const OFFLINE_AFTER_MS = 60_000;

/** Decides what the live badge shows. */
export function badgeOf(socket: SocketState, streams: readonly StreamState[], now: number): Badge {
  if (!socket.hasNetwork) return { kind: "offline" };
  if (socket.lostAt !== null && now - socket.lostAt > OFFLINE_AFTER_MS) return { kind: "offline" };
  if (socket.phase === "waiting" || (socket.phase === "connecting" && socket.wasOpen)) {
    const leftMs = socket.retryAt === null ? 0 : socket.retryAt - now;
    return { kind: "reconnecting", seconds: Math.max(0, Math.ceil(leftMs / 1000)) };
  }
  if (streams.length === 0) return { kind: "idle" };
  if (socket.phase !== "open") return { kind: "connecting" };
  return badgeOfStreams(streams, now);
}

function badgeOfStreams(streams: readonly StreamState[], now: number): Badge {
  const isBehind = streams.some((each) => each.behindSince !== null && now - each.behindSince > CATCHING_UP_AFTER_MS);
  if (isBehind) return { kind: "catchingUp" };
  const stale = streams.map((each) => each.staleSince).filter((each) => each !== null).sort()[0];
  if (stale) return { kind: "delayed", since: stale };
  return streams.some((each) => each.wasInSync) ? { kind: "live" } : { kind: "connecting" };
}

/** Whether what is shown may be old enough that actions should not be offered. */
export function isCutOff(badge: Badge): boolean {
  return badge.kind === "offline";
}
