/** Effects: keeps one subscription going over errors that may pass. */
import type { TypedDocumentNode } from "@urql/core";
import { stringifyDocument } from "@urql/core";
import type { Clock } from "../clock/mod.ts";
import { type Fault, faultOfErrors, faultOfThrown, isFinal } from "./fault.ts";
import type { Link } from "./link.ts";
import { reconnectDelayMs } from "./reconnect_delay.ts";

/** What a stream tells its reader. */
export interface StreamHandlers<Data> {
  onData(data: Data): void;
  /** The stream is over: with a fault that stays, or (null) because the server has said all. */
  onEnd(fault: Fault | null): void;
  /** It failed for a reason that may pass, and is asked for again by itself. */
  onTrouble?(fault: Fault): void;
  /** Whether the server may end the stream because all is said; otherwise a plain end is taken up again. */
  mayComplete?: boolean;
}

/** Follows a subscription; the returned function ends it. */
export type Follow = <Data, Variables extends Record<string, unknown>>(
  document: TypedDocumentNode<Data, Variables>,
  /** Asked anew for each (re)subscription, so that a stream can go on where it was. */
  variables: () => Variables,
  handlers: StreamHandlers<Data>,
) => () => void;

/** Attempts after which the wait for a stream does not grow any more: it is 4 s then. */
const LONGEST_WAIT = 3;

/** Lost sockets are taken up again by the link; errors of the operation that may pass, here, with growing waits. */
export function createFollow(link: Link, clock: Clock): Follow {
  return (document, variables, handlers) => {
    let isOver = false;
    let failures = 0;
    let stop = () => {};
    const query = stringifyDocument(document);

    const start = () => {
      let fault: Fault | null = null;
      const end = () => {
        if (isOver) return;
        if (fault ? isFinal(fault) : handlers.mayComplete) return finish(fault);
        if (fault) handlers.onTrouble?.(fault);
        // The connection stands, so the wait is for what lies behind the server: it need not grow as long as for a server.
        stop = clock.after(reconnectDelayMs(Math.min(failures++, LONGEST_WAIT)), start);
      };
      // graphql-ws serialises the payload at each (re)connection, so the getter is read then.
      const payload = {
        query,
        get variables() {
          return variables();
        },
      };
      stop = link.client.subscribe<Record<string, unknown>>(payload, {
        next(result) {
          if (isOver) return;
          // A frame with data may lack single fields that are not the viewer's to see: the stream itself is well.
          fault = !result.data && result.errors?.length ? faultOfErrors(result.errors) : null;
          if (!result.data) return;
          failures = 0;
          handlers.onData(result.data as never);
        },
        error(thrown) {
          fault = faultOfThrown(thrown);
          end();
        },
        complete: end,
      });
    };
    const finish = (fault: Fault | null) => {
      isOver = true;
      handlers.onEnd(fault);
    };

    start();
    return () => {
      isOver = true;
      stop();
    };
  };
}
