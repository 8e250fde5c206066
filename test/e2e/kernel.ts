import { waitFor, within } from "./wait_for.ts";

/** A Jupyter kernel reached as a browser reaches it: through the gateway, with its XSRF cookie, over a WebSocket. */
export class Kernel {
  private constructor(readonly id: string, readonly server: JupyterServer, readonly socket: WebSocket) {}

  /** Starts a kernel of `python3` and connects to its channels. */
  static async start(toolUrl: string): Promise<Kernel> {
    const server = await JupyterServer.open(toolUrl);
    const { id } = await server.post("api/kernels", { name: "python3" });
    const socket = new WebSocket(
      `${toolUrl.replace("http", "ws")}api/kernels/${id}/channels`,
      // Deno takes headers for an upgrade, which the web's type does not know.
      { headers: { cookie: server.cookie, origin: new URL(toolUrl).origin } } as unknown as string[],
    );
    const opened = new Promise<void>((resolve, reject) => {
      socket.onopen = () => resolve();
      socket.onerror = (event) =>
        reject(new Error(`Cannot open the kernel's channels: ${(event as ErrorEvent).message}`));
    });
    await within("opening the kernel's WebSocket", 15_000, opened);
    return new Kernel(id, server, socket);
  }

  /** Runs `code` and returns what it printed; rejects with the traceback's last line when it raised. */
  async run(code: string, timeoutMs = 30_000): Promise<string> {
    const id = crypto.randomUUID();
    const output: string[] = [];
    const done = new Promise<string>((resolve, reject) => {
      this.socket.onmessage = ({ data }) => {
        const message = JSON.parse(data);
        if (message.parent_header?.msg_id !== id) return;
        if (message.msg_type === "stream") output.push(message.content.text);
        if (message.msg_type === "error") reject(new Error(`${message.content.ename}: ${message.content.evalue}`));
        if (message.msg_type === "status" && message.content.execution_state === "idle") resolve(output.join(""));
      };
      this.socket.onclose = ({ code, reason }) =>
        reject(new Error(`Cannot run the cell: the kernel's WebSocket closed: ${code} ${reason}`));
    });
    this.socket.send(JSON.stringify(executeRequest(id, code)));
    return (await within("the cell", timeoutMs, done)).trim();
  }

  /** Ends the connection alone, as whoever closes the page: the kernel stays, and goes on with what it does. */
  leave(): void {
    this.socket.onclose = null;
    this.socket.close();
  }

  /** Ends the kernel and the connection. */
  async close(): Promise<void> {
    this.leave();
    await this.server.delete(`api/kernels/${this.id}`);
  }
}

/** The HTTP side of a Jupyter server, with the XSRF cookie that it gave. */
export class JupyterServer {
  private constructor(readonly url: string, readonly cookie: string, readonly xsrf: string) {}

  static open(url: string): Promise<JupyterServer> {
    return waitFor("JupyterLab gives its XSRF cookie", async () => {
      const answer = await fetch(`${url}lab`, { signal: AbortSignal.timeout(10_000) });
      await answer.body?.cancel();
      const cookies = answer.headers.getSetCookie().map((each) => each.split(";")[0]);
      const xsrf = cookies.find((each) => each.startsWith("_xsrf="))?.slice("_xsrf=".length);
      return xsrf ? new JupyterServer(url, cookies.join("; "), xsrf) : undefined;
    }, { timeoutMs: 20_000, everyMs: 250 });
  }

  // deno-lint-ignore no-explicit-any -- Jupyter's own JSON
  async post(path: string, body: unknown): Promise<any> {
    const answer = await this.#send("POST", path, JSON.stringify(body));
    if (!answer.ok) throw new Error(`Cannot POST ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  async delete(path: string): Promise<void> {
    await (await this.#send("DELETE", path)).body?.cancel();
  }

  #send(method: string, path: string, body?: string): Promise<Response> {
    const headers = { cookie: this.cookie, "x-xsrftoken": this.xsrf, "content-type": "application/json" };
    return fetch(this.url + path, { method, headers, body, signal: AbortSignal.timeout(30_000) });
  }
}

/** What runs there: the server's version from /api, and JupyterLab's own from its page. */
export async function readVersions(toolUrl: string): Promise<{ server: string; lab: string }> {
  const api = await (await fetch(`${toolUrl}api`, { signal: AbortSignal.timeout(10_000) })).json();
  const page = await (await fetch(`${toolUrl}lab`, { signal: AbortSignal.timeout(10_000) })).text();
  return { server: api.version, lab: /"appVersion":\s*"([^"]+)"/.exec(page)?.[1] ?? "unknown" };
}

function executeRequest(id: string, code: string) {
  const header = { msg_id: id, msg_type: "execute_request", username: "", session: id, version: "5.3", date: "" };
  return {
    header: { ...header, date: new Date().toISOString() },
    parent_header: {},
    metadata: {},
    content: { code, silent: false, store_history: false, user_expressions: {}, allow_stdin: false },
    channel: "shell",
  };
}
