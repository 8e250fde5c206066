import { type Accessor, createSignal, onCleanup } from "solid-js";
import { useClock } from "../clock/mod.ts";
import { type Fault, useConnection } from "../connection/mod.ts";
import { type Explanation, type LogLine, logsSubscription, type ResourceTarget } from "./documents/mod.ts";
import { LogRing } from "./log_ring.ts";

/** A line as the page holds it, or a remark about bytes that were left out. */
export type LogEntry = LogLine | { skippedBytes: number };

/** How a log stands. */
export type LogStatus =
  | { kind: "loading" }
  | { kind: "following" }
  | { kind: "over"; explanation: Explanation | null; fault: Fault | null };

/** A log, live. */
export interface LogFeed {
  ring: LogRing<LogEntry>;
  /** Counts up whenever lines have come, at most once per animation frame. */
  version: Accessor<number>;
  status: Accessor<LogStatus>;
  /** Goes on after an end: lines already held stay. */
  resume(): void;
}

/** How many lines are kept. */
export const LOG_CAPACITY = 100_000;
/** How many lines are asked for at the start. */
const TAIL = 2_000;

/** Which log. */
export interface LogSource {
  of: ResourceTarget;
  /** Null: all containers, merged. */
  container: string | null;
  /** Of the run before the last restart. */
  previous: boolean;
}

/** A log, for as long as the caller lives. */
export function useLog({ of, container, previous }: LogSource): LogFeed {
  const connection = useConnection();
  const clock = useClock();
  const ring = new LogRing<LogEntry>(LOG_CAPACITY);
  const [version, setVersion] = createSignal(0);
  const [status, setStatus] = createSignal<LogStatus>({ kind: "loading" });
  let cursor: string | null = null;
  let ended: Explanation | null = null;
  let isPaintDue = false;

  const schedulePaint = () => {
    if (isPaintDue) return;
    isPaintDue = true;
    clock.nextFrame(() => {
      isPaintDue = false;
      setVersion((before) => before + 1);
    });
  };
  const variables = () => ({ of, container, previous, tail: cursor ? null : TAIL, after: cursor });
  const start = () =>
    connection.follow(logsSubscription, variables, {
      mayComplete: true,
      onData({ logs }) {
        cursor = logs.cursor || cursor;
        ended = logs.ended;
        if (logs.skippedBytes > 0) ring.push([{ skippedBytes: logs.skippedBytes }]);
        ring.push(logs.lines);
        if (logs.inSync || logs.lines.length > 0) setStatus({ kind: "following" });
        schedulePaint();
      },
      onEnd: (fault) => setStatus({ kind: "over", explanation: ended, fault }),
    });

  let stop = start();
  onCleanup(() => stop());
  return {
    ring,
    version,
    status,
    resume() {
      stop();
      ended = null;
      setStatus({ kind: "loading" });
      stop = start();
    },
  };
}
