import type { KubeClient } from "../client.ts";
import { createKubeClient } from "../kube_client.ts";
import type { Status } from "../errors.ts";
import { transportFromFetch } from "../transport.ts";

/** Answers one request; what it gives never or throws is a server that hangs or cannot be reached. */
export type Answer = (url: URL, request: Request) => Response | Promise<Response>;

/** For tests: an apiserver that gives prepared answers, one a request; a request for which there is none waits. */
export class ScriptedServer {
  /** Method, path and query of each request so far. */
  readonly requests: string[] = [];
  readonly #answers: Answer[] = [];
  readonly #waiting: ((answer: Answer) => void)[] = [];

  /** Prepares the answers to the next requests, those that wait first. */
  answer(...answers: (Answer | Response)[]): void {
    for (const each of answers) {
      const answer = each instanceof Response ? () => each : each;
      const waiting = this.#waiting.shift();
      if (waiting) waiting(answer);
      else this.#answers.push(answer);
    }
  }

  readonly fetch = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    this.requests.push(`${request.method} ${url.pathname}${url.search}`);
    const answer = this.#answers.shift() ?? await new Promise<Answer>((resolve) => this.#waiting.push(resolve));
    return await answer(url, request);
  };

  /** A client that speaks to it. */
  client(options?: { timeoutMs?: number }): KubeClient {
    return createKubeClient(transportFromFetch(this.fetch), options);
  }
}

/** A failure as the apiserver answers it. */
export function failure(status: Status): Response {
  return Response.json({ kind: "Status", apiVersion: "v1", status: "Failure", ...status }, { status: status.code });
}

/** A watch response whose frames a test sends by hand. */
export class ScriptedWatch {
  readonly response: Response;
  /** Whether the reader has given it up. */
  isCancelled = false;
  #controller!: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>;

  constructor() {
    this.response = new Response(
      new ReadableStream<Uint8Array<ArrayBuffer>>({
        start: (controller) => void (this.#controller = controller),
        cancel: () => void (this.isCancelled = true),
      }),
    );
  }

  send(type: string, object: unknown): this {
    return this.sendText(JSON.stringify({ type, object }) + "\n");
  }

  /** A bookmark; `isEnd` marks the end of the initial events. */
  bookmark(resourceVersion: string, isEnd = false): this {
    const annotations = isEnd ? { "k8s.io/initial-events-end": "true" } : {};
    return this.send("BOOKMARK", { metadata: { resourceVersion, annotations } });
  }

  sendText(text: string): this {
    this.#controller.enqueue(new TextEncoder().encode(text));
    return this;
  }

  sendBytes(bytes: Uint8Array<ArrayBuffer>): this {
    this.#controller.enqueue(bytes);
    return this;
  }

  /** The server ends the watch. */
  end(): void {
    this.#controller.close();
  }

  /** The connection breaks. */
  break(error: Error = new TypeError("connection reset")): void {
    this.#controller.error(error);
  }
}
