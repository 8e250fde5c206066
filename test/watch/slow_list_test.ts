import { assertEquals } from "@std/assert";
import { createKubeClient, type KubeObject, PODS, startReflector, transportFromFetch } from "../../kube/mod.ts";

const OBJECTS = 10_000;
const PAGE = 500;

Deno.test("a slow list of 10,000 objects comes in pages, over a failure and an expired token, and is seen in whole alone", async () => {
  const server = new SlowServer();
  const over = new AbortController();
  const client = createKubeClient(transportFromFetch(server.fetch));
  const store = startReflector(client, PODS, { backoff: { baseMs: 10, maxMs: 50, factor: 2 } }, over.signal);
  const sizes = new Set<number>();
  const watching = setInterval(() => sizes.add(store.size), 1);
  await store.ready();
  clearInterval(watching);
  sizes.add(store.size);
  assertEquals([...sizes], [0, OBJECTS]);
  assertEquals(server.asked, [
    "stream",
    "pages from 0 to 2500, 500",
    "pages from 2500 to 4000, 410",
    "pages from 0 to 10000",
  ]);
  over.abort();
  await store.finished;
});

/** Refuses to stream, answers each page late, one with a 500 and one with a 410 of its token. */
class SlowServer {
  /** What was asked, pages that follow each other as one. */
  readonly asked: string[] = [];
  #hasFailed = false;
  #hasExpired = false;
  #from = 0;

  readonly fetch = async (request: Request): Promise<Response> => {
    const query = new URL(request.url).searchParams;
    if (query.get("sendInitialEvents")) {
      this.asked.push("stream");
      return fail(422, "Invalid");
    }
    if (query.get("watch")) return new Response(new ReadableStream());
    await new Promise((resolve) => setTimeout(resolve, 10));
    return this.#page(Number(query.get("continue") ?? 0));
  };

  #page(start: number): Response {
    if (start === 2_500 && !this.#hasFailed) {
      this.#hasFailed = true;
      return this.#end(`pages from ${this.#from} to ${start}, 500`, start, fail(500, "InternalError"));
    }
    if (start === 4_000 && !this.#hasExpired) {
      this.#hasExpired = true;
      return this.#end(`pages from ${this.#from} to ${start}, 410`, 0, fail(410, "Expired"));
    }
    const end = start + PAGE;
    if (end === OBJECTS) this.asked.push(`pages from ${this.#from} to ${end}`);
    const items = Array.from({ length: PAGE }, (_, index) => pod(start + index));
    const next = end < OBJECTS ? { continue: String(end) } : {};
    return Response.json({ metadata: { resourceVersion: "7", ...next }, items });
  }

  #end(what: string, from: number, answer: Response): Response {
    this.asked.push(what);
    this.#from = from;
    return answer;
  }
}

function fail(code: number, reason: string): Response {
  return Response.json({ kind: "Status", status: "Failure", code, reason }, { status: code });
}

function pod(index: number): KubeObject {
  return { metadata: { name: `pod-${index}`, namespace: "team", resourceVersion: String(index + 1) } };
}
