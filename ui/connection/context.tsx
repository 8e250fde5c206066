/** Effects: builds the connection once and listens to what the browser says about network and visibility. */
import {
  type Accessor,
  createContext,
  createMemo,
  createSignal,
  onCleanup,
  type ParentProps,
  useContext,
} from "solid-js";
import { type Clock, useClock } from "../clock/mod.ts";
import { type Badge, badgeOf, type StreamState } from "./badge.ts";
import { createGraphqlClient, createRunners, type Run } from "./client.ts";
import { createFollow, type Follow } from "./follow.ts";
import { createLink } from "./link.ts";

/** The way to the server. */
export interface Connection {
  query: Run;
  mutate: Run;
  follow: Follow;
  /** What the live badge shows. */
  badge: Accessor<Badge>;
  /** Tells how far a stream can be trusted; null when it has ended. */
  report(key: object, state: StreamState | null): void;
  reconnectNow(): void;
}

const ConnectionContext = createContext<Connection>();

/** How often the badge is looked at anew while it counts, in milliseconds. */
const COUNT_MS = 500;

/** Gives its children the connection. */
export function ConnectionProvider(props: ParentProps) {
  return <ConnectionContext.Provider value={createConnection(useClock())}>{props.children}</ConnectionContext.Provider>;
}

/** The connection. */
export function useConnection(): Connection {
  const connection = useContext(ConnectionContext);
  if (!connection) throw new Error("Cannot use the connection: no ConnectionProvider is above");
  return connection;
}

function createConnection(clock: Clock): Connection {
  const httpUrl = new URL("/graphql", location.href).href;
  const link = createLink(httpUrl.replace(/^http/, "ws"), clock);
  const [streams, setStreams] = createSignal<ReadonlyMap<object, StreamState>>(new Map());
  listenToBrowser(link);
  return {
    ...createRunners(createGraphqlClient(httpUrl)),
    follow: createFollow(link, clock),
    badge: createBadge(link.state, () => [...streams().values()], clock),
    report: (key, state) =>
      setStreams((before) => {
        const next = new Map(before);
        if (state) next.set(key, state);
        else next.delete(key);
        return next;
      }),
    reconnectNow: link.reconnectNow,
  };
}

/** The badge, counted on by a timer only while it says anything but live. */
function createBadge(
  socket: ReturnType<typeof createLink>["state"],
  streams: Accessor<readonly StreamState[]>,
  clock: Clock,
): Accessor<Badge> {
  const [now, setNow] = createSignal(clock.now());
  let cancel = () => {};
  const badge = createMemo<Badge>((before) => {
    now();
    const next = badgeOf(socket(), streams(), clock.now());
    cancel();
    const isBehind = streams().some((each) => each.behindSince !== null);
    const isCounting = isBehind || socket().phase === "waiting" || socket().phase === "connecting";
    if (isCounting) cancel = clock.after(COUNT_MS, () => setNow(clock.now()));
    return before && JSON.stringify(before) === JSON.stringify(next) ? before : next;
  });
  onCleanup(() => cancel());
  return badge;
}

function listenToBrowser(link: ReturnType<typeof createLink>) {
  const wakeIfVisible = () => document.visibilityState === "visible" && link.wake();
  const onNetwork = () => {
    link.setNetwork(navigator.onLine);
    if (navigator.onLine) link.wake();
  };
  link.setNetwork(navigator.onLine);
  document.addEventListener("visibilitychange", wakeIfVisible);
  addEventListener("pageshow", wakeIfVisible);
  addEventListener("online", onNetwork);
  addEventListener("offline", onNetwork);
  onCleanup(() => {
    document.removeEventListener("visibilitychange", wakeIfVisible);
    removeEventListener("pageshow", wakeIfVisible);
    removeEventListener("online", onNetwork);
    removeEventListener("offline", onNetwork);
  });
}
