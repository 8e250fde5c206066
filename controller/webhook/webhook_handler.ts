import type { Log } from "../../platform/log.ts";
import { type AdmissionRequest, readReview, toAnswer, type Verdict } from "./admission_review.ts";

/** Decides about one request; where it rejects, the apiserver does what the configuration's failurePolicy says. */
export type Review = (request: AdmissionRequest) => Verdict | Promise<Verdict>;

/** What a webhook's server serves. */
export interface WebhookHandlerOptions {
  /** By path. */
  reviews: Readonly<Record<string, Review>>;
  log: Log;
  /** Of a body; an object of an apiserver is at most 3 MiB, and an update has two. */
  maxBytes?: number;
}

/**
 * Answers an apiserver's reviews, and /healthz. What is no review is a 400 in a sentence, what is too large a 413, and
 * what cannot be decided a 500; it never rejects.
 */
export function createWebhookHandler(options: WebhookHandlerOptions): (request: Request) => Promise<Response> {
  const { reviews, log, maxBytes = 8 * 1024 * 1024 } = options;
  return async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/healthz") return say(200, "ok");
    if (!Object.hasOwn(reviews, pathname)) return say(404, "Cannot find this: no webhook has this path.");
    if (request.method !== "POST") return say(405, "Cannot answer this method: reviews are posted.");
    const body = await readBody(request, maxBytes).catch(() => undefined);
    if (body === undefined) return say(400, "Cannot read the review: its body ended early.");
    if (body === "too large") return say(413, `Cannot read the review: it is larger than ${maxBytes} bytes.`);
    const review = parse(body);
    if (typeof review === "string") return say(400, review);
    try {
      return Response.json(toAnswer(review, await reviews[pathname](review)));
    } catch (error) {
      log.error("Cannot decide about a request", { path: pathname, uid: review.uid, error });
      return say(500, "Cannot decide about this request now; the log of the webhook says why.");
    }
  };
}

function say(status: number, sentence: string): Response {
  return new Response(`${sentence}\n`, { status, headers: { "content-type": "text/plain; charset=utf-8" } });
}

async function readBody(request: Request, maxBytes: number): Promise<Uint8Array | "too large"> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) return "too large";
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > maxBytes) return "too large";
    chunks.push(chunk);
  }
  const body = new Uint8Array(size);
  chunks.reduce((offset, chunk) => (body.set(chunk, offset), offset + chunk.length), 0);
  return body;
}

function parse(body: Uint8Array): AdmissionRequest | string {
  try {
    return readReview(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body)));
  } catch {
    return "Cannot read the review: it is not JSON.";
  }
}
