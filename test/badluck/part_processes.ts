import { freePorts, type Ports } from "../e2e/dev_process.ts";
import { OutputCollector } from "../e2e/output_collector.ts";
import type { Place } from "../e2e/temporary_place.ts";
import { waitFor, within } from "../e2e/wait_for.ts";

/** The parts of `task dev`, in the order in which they start. */
export const PARTS = ["apiserver", "controllers", "node", "gateway", "controller", "api"] as const;
/** One of them. */
export type Part = (typeof PARTS)[number];

const ROOT = new URL("../../", import.meta.url).pathname;

/** `task dev` as one process a part, so that a test can take one away and leave the others. */
export class PartProcesses {
  readonly ports: Ports = freePorts();
  readonly page = `http://localhost:${this.ports.page}`;
  readonly kubeconfig: string;
  readonly #running = new Map<Part, { child: Deno.ChildProcess; output: OutputCollector }>();

  constructor(readonly place: Place) {
    this.kubeconfig = `${place.stateDir}/kubeconfig`;
  }

  /** Starts every part; the first alone, because the others speak to it. */
  async startAll(): Promise<void> {
    const [first, ...rest] = PARTS;
    await this.start(first);
    await Promise.all(rest.map((part) => this.start(part)));
  }

  /** Starts a part and resolves once it says that it runs. */
  async start(part: Part): Promise<void> {
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "dev.ts", part],
      cwd: ROOT,
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
      env: {
        PORT: String(this.ports.page),
        GATEWAY_PORT: String(this.ports.gateway),
        SANDBOX_PORT: String(this.ports.apiserver),
        ATELIER_STATE: this.place.stateDir,
        ATELIER_IMAGES: this.place.imagesDir,
        NO_COLOR: "1",
      },
    }).spawn();
    const output = new OutputCollector([child.stdout, child.stderr]);
    this.#running.set(part, { child, output });
    await waitFor(`${part} runs`, () => output.text.includes(`${part} is running`), { timeoutMs: 60_000 }).catch(
      (error) => Promise.reject(new Error(`${error.message}\n${output.tail()}`)),
    );
  }

  /** Ends a part with -9. */
  async kill(part: Part): Promise<void> {
    const running = this.#running.get(part);
    this.#running.delete(part);
    if (!running) return;
    running.child.kill("SIGKILL");
    await within(`${part} after SIGKILL`, 5_000, running.child.status);
  }

  /** What a part said last. */
  tail(part: Part): string {
    return this.#running.get(part)?.output.tail(15) ?? "";
  }

  /** Asks all to stop, the last started first; what does not within 10 s is killed. */
  async end(): Promise<void> {
    for (const part of [...PARTS].reverse()) {
      const child = this.#running.get(part)?.child;
      if (!child) continue;
      child.kill("SIGTERM");
      await within(`${part} after SIGTERM`, 10_000, child.status).catch(() => this.kill(part));
    }
  }
}
