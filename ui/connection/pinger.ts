/** Effects: asks a socket whether it lives. */
import type { Clock } from "../clock/mod.ts";

const PING = JSON.stringify({ type: "ping" });

/** Watches one socket: any word from it within the deadline counts as an answer. */
export interface Pinger {
  attach(socket: Pick<WebSocket, "send">): void;
  detach(): void;
  /** Sends a ping and expects a word within `deadlineMs`. */
  ping(deadlineMs: number): void;
  /** A ping was sent by somebody else: expects a word within `deadlineMs`. */
  expect(deadlineMs: number): void;
  /** The socket said something. */
  heard(): void;
}

/** `onSilence` is called once when a deadline passes without a word. */
export function createPinger(clock: Clock, onSilence: () => void): Pinger {
  let socket: Pick<WebSocket, "send"> | null = null;
  let cancelDeadline: (() => void) | null = null;

  const heard = () => {
    cancelDeadline?.();
    cancelDeadline = null;
  };
  const expect = (deadlineMs: number) => {
    cancelDeadline?.();
    cancelDeadline = clock.after(deadlineMs, () => {
      cancelDeadline = null;
      onSilence();
    });
  };
  return {
    attach: (opened) => {
      socket = opened;
    },
    detach: () => {
      socket = null;
      heard();
    },
    ping: (deadlineMs) => {
      if (!socket) return;
      expect(deadlineMs);
      socket.send(PING);
    },
    expect,
    heard,
  };
}
