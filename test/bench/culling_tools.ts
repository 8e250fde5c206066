/**
 * Stands in for many tools, each a host of its own on loopback, and prints the port that all of them have. A process of its
 * own, so that nothing of it is in what is measured.
 */

/** The host of a tool, by its number. */
export const hostOfTool = (index: number) => `127.1.${index >> 8}.${index & 255}`;

/** How a tool behaves: one in a hundred never answers, one in a hundred fails, one in ten computes, half rest for long. */
function kindOfTool(index: number): "hangs" | "fails" | "computes" | "rests" | "rests for long" {
  if (index % 100 === 3) return "hangs";
  if (index % 100 === 7) return "fails";
  if (index % 10 === 5) return "computes";
  return index % 2 === 0 ? "rests for long" : "rests";
}

const ANSWER_AFTER_MS = 20;
const usedAt = (hoursAgo: number) => new Date(Date.now() - hoursAgo * 3_600_000).toISOString();
const [LONG_AGO, LATELY] = [usedAt(2), usedAt(0.5)];

function answerOf(index: number, url: string): unknown {
  const path = new URL(url).pathname;
  if (path.endsWith("/terminals")) return [];
  const last_activity = kindOfTool(index) === "rests for long" ? LONG_AGO : LATELY;
  if (path.endsWith("/status")) return { started: last_activity, last_activity, kernels: 1, connections: 0 };
  const execution_state = kindOfTool(index) === "computes" ? "busy" : "idle";
  return [{ id: "1", name: "python3", execution_state, last_activity, connections: 0 }];
}

function serve(tools: number): number {
  const answer = async (index: number, request: Request): Promise<Response> => {
    const kind = kindOfTool(index);
    if (kind === "hangs") return await new Promise(() => {});
    await new Promise((resolve) => setTimeout(resolve, ANSWER_AFTER_MS));
    return kind === "fails" ? new Response("no", { status: 500 }) : Response.json(answerOf(index, request.url));
  };
  const listen = (index: number, port: number) =>
    Deno.serve({ hostname: hostOfTool(index), port, onListen() {} }, (request) => answer(index, request)).addr.port;
  const port = listen(0, 0);
  for (let index = 1; index < tools; index++) listen(index, port);
  return port;
}

if (import.meta.main) console.log(serve(Number(Deno.args[0])));
