import type { Transport } from "./transport.ts";

/**
 * Refuses a further stream while `max` are open on the `stream` lane, rather than letting it wait unseen. A stream is
 * open from its request until its body has ended, broken or been cancelled, a WebSocket until it is closed.
 */
export function limitStreams(transport: Transport, max: number): Transport {
  let open = 0;
  const take = () => {
    if (open >= max) throw new TypeError(`Cannot open another stream: ${max} are open.`);
    open++;
    return once(() => open--);
  };
  return {
    async fetch(lane, path, init) {
      if (lane !== "stream") return await transport.fetch(lane, path, init);
      const release = take();
      try {
        const response = await transport.fetch(lane, path, init);
        if (response.body) return new Response(whenOver(response.body, release), response);
        release();
        return response;
      } catch (error) {
        release();
        throw error;
      }
    },
    connect: transport.connect && (async (path, protocols, signal) => {
      const release = take();
      try {
        const socket = await transport.connect!(path, protocols, signal);
        socket.addEventListener("close", release);
        return socket;
      } catch (error) {
        release();
        throw error;
      }
    }),
    close: () => transport.close?.(),
  };
}

/** The same bytes; calls `onOver` when they have ended, broken or been cancelled. */
function whenOver(body: ReadableStream<Uint8Array>, onOver: () => void): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (!done) return controller.enqueue(value as Uint8Array<ArrayBuffer>);
        onOver();
        controller.close();
      } catch (error) {
        onOver();
        controller.error(error);
      }
    },
    async cancel(reason) {
      onOver();
      await reader.cancel(reason);
    },
  }, { highWaterMark: 0 });
}

function once(run: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    run();
  };
}
