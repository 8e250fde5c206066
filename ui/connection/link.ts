/** Effects: the socket, its pings, its reconnects. No other file of the page has timers for these. */
import { type Accessor, batch, createSignal } from "solid-js";
import { createClient } from "graphql-ws/client";
import type { Clock } from "../clock/mod.ts";
import type { SocketState } from "./badge.ts";
import { createPinger } from "./pinger.ts";
import { reconnectDelayMs } from "./reconnect_delay.ts";

const KEEP_ALIVE_MS = 15_000;
const KEEP_ALIVE_DEADLINE_MS = 5_000;
const WAKE_DEADLINE_MS = 1_500;
const ACK_DEADLINE_MS = 10_000;
/** So that going from one page to the next keeps the socket. */
const LINGER_MS = 5_000;

/** The one socket of the page. */
export interface Link {
  state: Accessor<SocketState>;
  /** The graphql-ws client; use `follow`, which survives errors, rather than this. */
  client: ReturnType<typeof createClient>;
  /** Tries now instead of at the end of the wait. */
  reconnectNow(): void;
  /** Asks whether the socket still lives; reconnects if it does not answer within 1.5 s. */
  wake(): void;
  setNetwork(hasNetwork: boolean): void;
}

/** Makes the link; it connects with the first subscription and reconnects for ever. */
export function createLink(url: string, clock: Clock): Link {
  const [state, setState] = createSignal<SocketState>({
    phase: "idle",
    lostAt: null,
    retryAt: null,
    hasNetwork: true,
    wasOpen: false,
  });
  const patch = (change: Partial<SocketState>) => setState((before) => ({ ...before, ...change }));
  let endWait = () => {};

  const pinger = createPinger(clock, () => client.terminate());
  const waitBeforeRetry = (attempt: number) =>
    new Promise<void>((resolve) => {
      const delayMs = reconnectDelayMs(attempt);
      const cancel = clock.after(delayMs, () => endWait());
      endWait = () => {
        cancel();
        endWait = () => {};
        resolve();
      };
      patch({ phase: "waiting", retryAt: clock.now() + delayMs });
    });

  const client = createClient({
    url,
    lazy: true,
    lazyCloseTimeout: LINGER_MS,
    keepAlive: KEEP_ALIVE_MS,
    connectionAckWaitTimeout: ACK_DEADLINE_MS,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: waitBeforeRetry,
    on: {
      connecting: () => patch({ phase: "connecting", retryAt: null, lostAt: state().lostAt ?? clock.now() }),
      connected: (socket) => {
        pinger.attach(socket as WebSocket);
        patch({ phase: "open", lostAt: null, retryAt: null, wasOpen: true });
      },
      ping: (isReceived) => !isReceived && pinger.expect(KEEP_ALIVE_DEADLINE_MS),
      message: () => pinger.heard(),
      closed: (event) => {
        pinger.detach();
        const isWanted = (event as CloseEvent | undefined)?.code !== 1000;
        patch(isWanted ? { phase: "waiting", lostAt: state().lostAt ?? clock.now() } : { phase: "idle", lostAt: null });
      },
    },
  });

  return {
    state,
    client,
    reconnectNow: () => endWait(),
    wake() {
      if (state().phase === "waiting") endWait();
      else pinger.ping(WAKE_DEADLINE_MS);
    },
    setNetwork: (hasNetwork) => batch(() => patch({ hasNetwork })),
  };
}
