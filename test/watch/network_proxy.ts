/** A TCP relay on loopback between a client and a server, which a test can cut, close to newcomers, silence or hang. */
export class NetworkProxy implements AsyncDisposable {
  readonly #listener: Deno.TcpListener;
  readonly #target: { hostname: string; port: number };
  readonly #pairs = new Set<Pair>();
  #isOpen = true;
  #isHanging = false;
  readonly #accepting: Promise<void>;

  constructor(targetUrl: string) {
    const { hostname, port } = new URL(targetUrl);
    this.#target = { hostname, port: Number(port) };
    this.#listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    this.#accepting = this.#accept();
  }

  get url(): string {
    return `https://127.0.0.1:${this.#listener.addr.port}`;
  }

  /** How many connections are open. */
  get connections(): number {
    return this.#pairs.size;
  }

  /** Breaks every connection, and lets no new one in until `mend`. */
  cut(): void {
    this.#isOpen = false;
    for (const pair of this.#pairs) pair.close();
  }

  /** Lets newcomers in and their bytes pass; what fell silent stays so. */
  mend(): void {
    this.#isOpen = true;
    this.#isHanging = false;
  }

  /** From now on nothing passes on the connections of now, in either direction, and nobody is told. */
  silence(): void {
    for (const pair of this.#pairs) pair.isSilent = true;
  }

  /** Until `mend` nothing passes on new connections either: they are taken, and nobody says anything. */
  hang(): void {
    this.silence();
    this.#isHanging = true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    this.#listener.close();
    await this.#accepting;
  }

  async #accept(): Promise<void> {
    try {
      for await (const client of this.#listener) {
        if (this.#isOpen) this.#relay(client).catch(() => client.close());
        else client.close();
      }
    } catch {
      // Closed.
    }
  }

  async #relay(client: Deno.TcpConn): Promise<void> {
    const server = await Deno.connect(this.#target);
    const pair = new Pair(client, server);
    pair.isSilent = this.#isHanging;
    this.#pairs.add(pair);
    pair.ended.then(() => this.#pairs.delete(pair));
  }
}

class Pair {
  isSilent = false;
  readonly ended: Promise<void>;
  readonly #conns: Deno.TcpConn[];

  constructor(client: Deno.TcpConn, server: Deno.TcpConn) {
    this.#conns = [client, server];
    this.ended = Promise.all([this.#pump(client, server), this.#pump(server, client)]).then(() => this.close());
  }

  close(): void {
    for (const conn of this.#conns) {
      try {
        conn.close();
      } catch {
        // Closed already.
      }
    }
  }

  async #pump(from: Deno.TcpConn, to: Deno.TcpConn): Promise<void> {
    const bytes = new Uint8Array(65_536);
    try {
      for (let count = await from.read(bytes); count !== null; count = await from.read(bytes)) {
        if (this.isSilent) continue;
        for (let done = 0; done < count;) done += await to.write(bytes.subarray(done, count));
      }
    } catch {
      // The other end is gone.
    }
    if (!this.isSilent) this.close();
  }
}
