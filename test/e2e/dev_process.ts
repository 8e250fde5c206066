import { assertEquals } from "@std/assert";
import { OutputCollector } from "./output_collector.ts";
import { descendantsOf, type LivingProcess, processesThatMention, stillAlive } from "./process_table.ts";
import type { Place } from "./temporary_place.ts";
import { sleep, waitFor, within } from "./wait_for.ts";

/** Where `task dev` listens. */
export interface Ports {
  page: number;
  gateway: number;
  apiserver: number;
}

/** How to start: the same ports again after a restart, other environment, other time until ready. */
export interface DevOptions {
  ports?: Ports;
  env?: Record<string, string>;
  readyTimeoutMs?: number;
}

const ROOT = new URL("../../", import.meta.url).pathname;

/** Three ports that nobody listens on now. */
export function freePorts(): Ports {
  const listeners = [0, 0, 0].map(() => Deno.listen({ hostname: "127.0.0.1", port: 0 }));
  const [page, gateway, apiserver] = listeners.map((each) => each.addr.port);
  listeners.forEach((each) => each.close());
  return { page, gateway, apiserver };
}

/** Starts `deno task dev` as a user would, and resolves once it answers on /readyz and has printed its address. */
export async function startDev(place: Place, options: DevOptions = {}): Promise<DevProcess> {
  const ports = options.ports ?? freePorts();
  const startedAt = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    args: ["task", "dev"],
    cwd: ROOT,
    detached: true,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    env: {
      ...options.env,
      PORT: String(ports.page),
      GATEWAY_PORT: String(ports.gateway),
      SANDBOX_PORT: String(ports.apiserver),
      ATELIER_STATE: place.stateDir,
      ATELIER_IMAGES: place.imagesDir,
      NO_COLOR: "1",
    },
  }).spawn();
  const dev = new DevProcess(child, place, ports);
  try {
    await dev.ready(options.readyTimeoutMs ?? 120_000);
  } catch (error) {
    await dev.kill();
    throw error;
  }
  dev.readyMs = Math.round(performance.now() - startedAt);
  return dev;
}

/** A running `deno task dev`. */
export class DevProcess {
  readonly page: string;
  readonly tools: string;
  readonly kubeconfig: string;
  readonly output: OutputCollector;
  /** From the start of the command until /readyz was 200. */
  readyMs = 0;
  #hasEnded = false;

  constructor(readonly child: Deno.ChildProcess, readonly place: Place, readonly ports: Ports) {
    this.page = `http://localhost:${ports.page}`;
    this.tools = `http://127.0.0.1:${ports.gateway}`;
    this.kubeconfig = `${place.stateDir}/kubeconfig`;
    this.output = new OutputCollector([child.stdout, child.stderr]);
    child.status.then(() => this.#hasEnded = true);
  }

  async ready(timeoutMs: number): Promise<void> {
    let ended: Deno.CommandStatus | undefined;
    this.child.status.then((status) => ended = status);
    const isReady = async () => {
      if (ended) return "ended";
      const answer = await fetch(`${this.page}/readyz`, { signal: AbortSignal.timeout(2_000) });
      await answer.body?.cancel();
      return answer.status === 200 && this.output.text.includes(this.page) && "ready";
    };
    const how = await waitFor("task dev is ready", isReady, { timeoutMs, everyMs: 50 }).catch((error) => {
      throw new Error(`${error.message}\n${this.output.tail()}`);
    });
    if (how === "ended") throw new Error(`Cannot start task dev: it ended with ${ended?.code}\n${this.output.tail()}`);
  }

  /** Every process that belongs to this one, `deno task` included. */
  family(): LivingProcess[] {
    const mine = [...descendantsOf(this.child.pid), ...processesThatMention(this.place.stateDir)];
    return [...new Map(mine.map((each) => [each.pid, each])).values()];
  }

  /** Stops as a terminal's Ctrl-C does (the signal goes to the whole group); asserts exit code 0 and nobody left. */
  async stop({ signal = "SIGINT", timeoutMs = 20_000 }: { signal?: Deno.Signal; timeoutMs?: number } = {}) {
    const family = this.family();
    const startedAt = performance.now();
    Deno.kill(-this.child.pid, signal);
    const status = await within("task dev after Ctrl-C", timeoutMs, this.child.status).catch(async (error) => {
      await this.kill();
      throw new Error(`${error.message}\n${this.output.tail()}`);
    });
    const stopMs = Math.round(performance.now() - startedAt);
    assertEquals({ code: status.code, signal: status.signal }, { code: 0, signal: null }, this.output.tail());
    await this.assertNothingLeft(family);
    return { stopMs, processes: family.length };
  }

  /** Ends it as a power cut would: -9 for all of its group at once, and for what else belongs to it. */
  async kill(): Promise<void> {
    const family = this.family();
    if (!this.#hasEnded) signalOne(-this.child.pid, "SIGKILL");
    await within("task dev after SIGKILL", 10_000, this.child.status);
    await sleep(200);
    for (const each of stillAlive(family)) signalOne(each.pid, "SIGKILL");
  }

  /** The process of dev.ts itself, under `deno task`. */
  main(): LivingProcess {
    const found = descendantsOf(this.child.pid).find((each) => each.commandLine.includes("dev.ts"));
    if (!found) throw new Error(`Cannot find the process of dev.ts: ${this.output.tail()}`);
    return found;
  }

  /** Asserts that none of `family`, nor anything started since for this state, is alive after a short while. */
  async assertNothingLeft(family: readonly LivingProcess[], timeoutMs = 3_000): Promise<void> {
    const left = () => [...stillAlive(family), ...processesThatMention(this.place.stateDir)];
    await waitFor("nothing is left running", () => left().length === 0, { timeoutMs }).catch(() => {});
    assertEquals(left().map((each) => `${each.pid} ${each.commandLine}`), []);
  }
}

function signalOne(pid: number, signal: Deno.Signal): void {
  try {
    Deno.kill(pid, signal);
  } catch {
    // It has ended by itself in between.
  }
}
