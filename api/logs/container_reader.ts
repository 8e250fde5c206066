import { backoffMs } from "../../platform/backoff.ts";
import type { Clock } from "../../platform/clock.ts";
import { ApiError, type KubeClient, type LogOptions } from "../../kube/mod.ts";
import { type ContainerRun, nextRun } from "./container_run.ts";
import { LineSplitter, type RawLine } from "./line_splitter.ts";
import type { LogBuffer } from "./log_buffer.ts";
import { type ContainerCursor, CursorGate } from "./log_cursor.ts";
import { cleanLine, MAX_LINE_BYTES, parseLine } from "./log_text.ts";
import type { ToolPods } from "./tool_pods.ts";

/** What of a container's log is wanted. */
export interface ReadOptions {
  /** Lines to begin with; undefined: all. */
  tail?: number;
  since?: Date;
  after?: ContainerCursor;
  previous: boolean;
  follow: boolean;
}

/** Where lines come from and where they go. */
export interface ReaderParts {
  client: KubeClient;
  namespace: string;
  pods: ToolPods;
  clock: Clock;
  buffer: LogBuffer;
  /** Called when lines were added. */
  onLines(): void;
  /** Resolves when the buffer has room; asked only where nothing is followed and so nothing need be skipped. */
  room(): Promise<void>;
}

/** Reads one container's log into a buffer. */
export class ContainerReader {
  readonly #parts: ReaderParts;
  readonly #container: string;
  readonly #options: ReadOptions;
  readonly #gate: CursorGate;

  constructor(parts: ReaderParts, container: string, options: ReadOptions) {
    this.#parts = parts;
    this.#container = container;
    this.#options = options;
    this.#gate = new CursorGate(options.after);
  }

  /** Reads what is there once; rejects with ApiError 404 or 400 where there is no log. */
  async readOnce(signal: AbortSignal): Promise<void> {
    const pod = this.#parts.pods.current()?.metadata.name;
    if (pod === undefined) throw new ApiError({ code: 404, message: "there is no pod" });
    await this.#read(pod, this.#options.follow, signal);
  }

  /** Reads on through restarts and new pods until the signal aborts; never rejects but for an unforeseen failure. */
  async follow(signal: AbortSignal): Promise<void> {
    let read: ContainerRun | undefined;
    const isRead = (run: ContainerRun) => read !== undefined && run.id === read.id && read.hasEnded;
    for (let attempt = 0; !signal.aborted;) {
      const run = await nextRun(this.#parts.pods, { container: this.#container, isRead }, signal);
      if (!run) return;
      const isNew = run.id !== read?.id;
      attempt = isNew ? 0 : attempt + 1;
      if (attempt > 0) await this.#pause(attempt, signal);
      if (signal.aborted) return;
      const isWhole = await this.#tryRead(run.pod, signal);
      // Only what was opened after the run's end is known to be whole: a broken connection looks like an end too.
      read = { ...run, hasEnded: run.hasEnded && isWhole };
    }
  }

  async #tryRead(pod: string, signal: AbortSignal): Promise<boolean> {
    try {
      await this.#read(pod, true, signal);
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      // 400 and 404: the container is gone again or not quite there; its run will not come back to be read.
      if (error instanceof ApiError) return error.code === 404 || error.code === 400;
      return false;
    }
  }

  #pause(attempt: number, signal: AbortSignal): Promise<void> {
    return this.#parts.clock.sleep(backoffMs(attempt, { baseMs: 250, maxMs: 10_000, factor: 2 }), signal)
      .catch(() => {});
  }

  async #read(pod: string, follow: boolean, signal: AbortSignal): Promise<void> {
    const { client, namespace } = this.#parts;
    const stream = await client.logs({ namespace, name: pod }, this.#request(follow), signal);
    this.#gate.reopen();
    const splitter = new LineSplitter();
    for await (const chunk of stream) {
      for (const line of splitter.push(chunk)) this.#add(line);
      this.#parts.onLines();
      if (!this.#options.follow) await this.#parts.room();
      if (signal.aborted) return;
    }
    const last = splitter.end();
    if (last) this.#add(last);
    this.#parts.onLines();
  }

  #request(follow: boolean): LogOptions {
    const { tail, since, previous } = this.#options;
    const position = this.#gate.position;
    const sinceTime = position ? `${position.at.slice(0, 19)}Z` : since?.toISOString().replace(/\.\d+Z$/, "Z");
    return {
      container: this.#container,
      timestamps: true,
      follow,
      previous,
      ...(sinceTime && { sinceTime }),
      ...(!position && tail !== undefined && { tailLines: tail }),
    };
  }

  #add({ text, isTruncated }: RawLine): void {
    const parsed = parseLine(text);
    // Words of the kubelet's own come without an instant: they are told as of the line before.
    const at = parsed?.at ?? this.#gate.position?.at ?? padInstant(this.#parts.clock.now());
    if (parsed && !this.#gate.pass(at)) return;
    const whole = parsed?.text ?? text;
    const line = {
      at,
      container: this.#container,
      text: cleanLine(whole.slice(0, MAX_LINE_BYTES)),
      isTruncated: isTruncated || whole.length > MAX_LINE_BYTES,
    };
    this.#parts.buffer.add(line, this.#gate.position ?? { at, count: 0 });
  }
}

function padInstant(at: Date): string {
  return at.toISOString().replace("Z", "000000Z");
}
