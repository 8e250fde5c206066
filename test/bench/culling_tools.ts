/**
 * Stands in for many tools, each a host of its own on loopback, and prints the port that all of them have; a request to
 * `/figures` says what there was since the last one. A process of its own, so that nothing of it is in what is measured.
 */

/** What tools were asked. */
export interface ToolFigures {
  requests: number;
  mostInFlight: number;
}

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

function answerOf(index: number, path: string): unknown {
  if (path.endsWith("/terminals")) return [];
  const last_activity = kindOfTool(index) === "rests for long" ? LONG_AGO : LATELY;
  if (path.endsWith("/status")) return { started: last_activity, last_activity, kernels: 1, connections: 0 };
  const execution_state = kindOfTool(index) === "computes" ? "busy" : "idle";
  return [{ id: "1", name: "python3", execution_state, last_activity, connections: 0 }];
}

function serve(tools: number): number {
  let [requests, inFlight, mostInFlight] = [0, 0, 0];
  const answer = async (index: number, request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    if (pathname === "/figures") {
      const figures: ToolFigures = { requests, mostInFlight };
      [requests, mostInFlight] = [0, inFlight];
      return Response.json(figures);
    }
    requests++;
    mostInFlight = Math.max(mostInFlight, ++inFlight);
    const over = new Promise<void>((resolve) => request.signal.addEventListener("abort", () => resolve()));
    const wait = new Promise<void>((resolve) => setTimeout(resolve, ANSWER_AFTER_MS));
    await (kindOfTool(index) === "hangs" ? over : wait);
    inFlight--;
    return kindOfTool(index) === "fails"
      ? new Response("no", { status: 500 })
      : Response.json(answerOf(index, pathname));
  };
  const listen = (index: number, port: number) =>
    Deno.serve({ hostname: hostOfTool(index), port, onListen() {} }, (request) => answer(index, request)).addr.port;
  const port = listen(0, 0);
  for (let index = 1; index < tools; index++) listen(index, port);
  return port;
}

if (import.meta.main) console.log(serve(Number(Deno.args[0])));
