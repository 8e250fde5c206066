import { assertEquals, assertRejects } from "@std/assert";
import { ScriptedWatch } from "./testing/scripted_server.ts";
import { limitStreams } from "./transport_stream_limit.ts";

Deno.test("a further stream is refused while all are open, and requests are not", async () => {
  const { transport, streams } = make(2);
  const first = await transport.fetch("stream", "/log");
  await transport.fetch("stream", "/log");
  await assertRejects(() => transport.fetch("stream", "/log"), TypeError, "Cannot open another stream: 2 are open.");
  await transport.fetch("request", "/pods");
  await transport.fetch("watch", "/pods");
  await first.body!.cancel();
  assertEquals(streams[0].isCancelled, true);
  await transport.fetch("stream", "/log");
});

Deno.test("a stream that ends, breaks or never begins makes room", async () => {
  const { transport, streams, refuse } = make(1);
  const ended = await transport.fetch("stream", "/log");
  streams[0].sendText("bytes").end();
  assertEquals(await ended.text(), "bytes");
  const broken = await transport.fetch("stream", "/log");
  streams[1].break();
  await assertRejects(() => broken.text(), TypeError, "connection reset");
  refuse();
  await assertRejects(() => transport.fetch("stream", "/log"), TypeError, "refused");
  await transport.fetch("stream", "/log");
});

function make(max: number) {
  const streams: ScriptedWatch[] = [];
  let isRefusing = false;
  const transport = limitStreams({
    fetch() {
      if (isRefusing) {
        isRefusing = false;
        return Promise.reject(new TypeError("connection refused"));
      }
      streams.push(new ScriptedWatch());
      return Promise.resolve(streams.at(-1)!.response);
    },
  }, max);
  return { transport, streams, refuse: () => void (isRefusing = true) };
}
