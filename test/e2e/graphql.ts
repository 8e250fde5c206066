import { createClient } from "graphql-ws";
import { readEvents } from "./sse.ts";

/** What a GraphQL server answers; the tests know what they asked for. */
export interface GraphqlAnswer {
  // deno-lint-ignore no-explicit-any -- shaped by each test's own document
  data?: any;
  errors?: { message: string; extensions?: { code?: string } }[];
}

/** Who asks, and with which headers; mutations carry theirs unless told otherwise. */
export interface AskOptions {
  user?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** The API as a program uses it, next to the page. */
export class GraphqlApi {
  constructor(readonly page: string) {}

  /** One operation over HTTP POST, read to its end. */
  async ask(query: string, variables: Record<string, unknown> = {}, options: AskOptions = {}): Promise<GraphqlAnswer> {
    const answer = await this.post(query, variables, options);
    const text = await answer.text();
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw new Error(`Cannot read the API's answer: ${answer.status} ${text.slice(0, 300)}`, { cause });
    }
  }

  /** The same, as the bare response. */
  post(query: string, variables: Record<string, unknown> = {}, options: AskOptions = {}): Promise<Response> {
    return fetch(`${this.page}/graphql`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/json",
        "x-atelier-request": "1",
        ...options.user ? { "kubeflow-userid": options.user } : {},
        ...options.headers,
      },
      body: JSON.stringify({ query, variables }),
      signal: options.signal ?? AbortSignal.timeout(20_000),
    });
  }

  /** A subscription over SSE: one answer after the other until it completes or the signal aborts. */
  async *stream(query: string, variables: Record<string, unknown>, options: AskOptions): AsyncGenerator<GraphqlAnswer> {
    const headers = { accept: "text/event-stream", ...options.headers };
    const answer = await this.post(query, variables, { ...options, headers });
    if (!answer.body) return;
    for await (const { event, data } of readEvents(answer.body)) {
      if (event === "complete") return;
      if (data) yield JSON.parse(data);
    }
  }

  /** A graphql-transport-ws client; `headers` go into the upgrade, as a browser's cookies do. */
  socket(headers: Record<string, string> = {}, onClosed: (event: CloseEvent) => void = () => {}) {
    class SocketWithHeaders extends WebSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        // Deno takes headers for an upgrade, which the web's type does not know.
        super(url, { protocols: [protocols ?? []].flat(), headers } as unknown as string[]);
      }
    }
    return createClient({
      url: `${this.page.replace("http", "ws")}/graphql`,
      webSocketImpl: SocketWithHeaders,
      retryAttempts: 0,
      on: { closed: (event) => onClosed(event as CloseEvent) },
    });
  }
}
