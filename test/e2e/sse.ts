/** One event of a text/event-stream. */
export interface ServerSentEvent {
  event: string;
  data: string;
}

/** Yields the events of a response in order; ends with the stream. */
export async function* readEvents(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<ServerSentEvent> {
  let buffer = "";
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    buffer += chunk.replaceAll("\r\n", "\n");
    for (let end = buffer.indexOf("\n\n"); end >= 0; end = buffer.indexOf("\n\n")) {
      const event = parseEvent(buffer.slice(0, end));
      buffer = buffer.slice(end + 2);
      if (event) yield event;
    }
  }
}

function parseEvent(block: string): ServerSentEvent | undefined {
  const fields = block.split("\n").filter((line) => line && !line.startsWith(":")).map((line) => {
    const [name, ...rest] = line.split(":");
    return { name, value: rest.join(":").replace(/^ /, "") };
  });
  if (fields.length === 0) return undefined;
  const valuesOf = (name: string) => fields.filter((each) => each.name === name).map((each) => each.value);
  return { event: valuesOf("event")[0] ?? "message", data: valuesOf("data").join("\n") };
}
