/** Effect: the log of one run of a container: a file of lines with RFC 3339 times, bounded, with push to followers. */

const MAX_BYTES = 10_000_000;
const MAX_LINE = 16_384;
/** A follower that lets more than this wait is cut off. */
const MAX_BEHIND = 4_000_000;

/** Which part of a log is wanted, as `kubectl logs` asks for it. */
export interface LogQuery {
  follow?: boolean;
  tailLines?: number;
  /** RFC 3339. */
  sinceTime?: string;
  sinceSeconds?: number;
  /** Most of it that is wanted. */
  limitBytes?: number;
  timestamps?: boolean;
}

interface Follower {
  push(line: string): void;
  end(): void;
}

/** One run's log. All writing and reading is synchronous, so that a follower misses and repeats nothing. */
export class ContainerLog {
  readonly #path: string;
  readonly #now: () => Date;
  readonly #followers = new Set<Follower>();
  #size = 0;
  #isOpen = false;

  constructor(path: string, now: () => Date) {
    this.#path = path;
    this.#now = now;
  }

  /** Whether the run has written anything, or still may. */
  get exists(): boolean {
    return this.#isOpen || readLines(this.#path).length > 0;
  }

  /** Writes what the streams carry until they end, then lets followers end. */
  async record(streams: readonly ReadableStream<Uint8Array<ArrayBuffer>>[]): Promise<void> {
    this.#isOpen = true;
    Deno.mkdirSync(this.#path.slice(0, this.#path.lastIndexOf("/")), { recursive: true });
    try {
      await Promise.all(streams.map((each) => this.#recordOne(each)));
    } finally {
      this.#isOpen = false;
      for (const each of this.#followers) each.end();
    }
  }

  /** The lines asked for, then with `follow` what comes until the run ends; ends early with the signal. */
  read(query: LogQuery, signal: AbortSignal): ReadableStream<Uint8Array> {
    const encoder = new TextEncoder();
    let left = query.limitBytes ?? Infinity;
    const show = (line: string) => {
      const shown = encoder.encode((query.timestamps ? line : line.slice(line.indexOf(" ") + 1)) + "\n");
      const within = shown.subarray(0, left);
      left -= within.length;
      return within;
    };
    let follower: Follower;
    return new ReadableStream({
      start: (controller) => {
        for (const line of this.#stored(query)) controller.enqueue(show(line));
        if (!query.follow || !this.#isOpen || signal.aborted || left === 0) return controller.close();
        const end = () => {
          if (this.#followers.delete(follower)) controller.close();
        };
        const push = (line: string) =>
          left === 0 || (controller.desiredSize ?? 0) < -MAX_BEHIND ? end() : controller.enqueue(show(line));
        this.#followers.add(follower = { push, end });
        signal.addEventListener("abort", end, { once: true });
      },
      cancel: () => void this.#followers.delete(follower),
    }, { highWaterMark: 65_536, size: (chunk) => chunk!.length });
  }

  async #recordOne(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> {
    let rest = "";
    for await (const text of stream.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + text).split("\n");
      rest = lines.pop()!;
      if (rest.length > MAX_LINE) lines.push(rest), rest = "";
      this.#write(lines);
    }
    if (rest) this.#write([rest]);
  }

  #write(lines: string[]): void {
    if (lines.length === 0) return;
    const stamped = lines.map((line) => `${this.#now().toISOString()} ${line}`);
    Deno.writeTextFileSync(this.#path, stamped.join("\n") + "\n", { append: true });
    this.#size += stamped.reduce((sum, each) => sum + each.length + 1, 0);
    if (this.#size > MAX_BYTES) {
      Deno.renameSync(this.#path, `${this.#path}.1`);
      this.#size = 0;
    }
    for (const each of this.#followers) stamped.forEach(each.push);
  }

  #stored({ tailLines, sinceTime, sinceSeconds }: LogQuery): string[] {
    const all = [`${this.#path}.1`, this.#path].flatMap((path) => readLines(path));
    const from = sinceSeconds === undefined ? sinceTime : this.#now().getTime() - sinceSeconds * 1_000;
    const since = from ? new Date(from).toISOString() : "";
    const wanted = since ? all.filter((line) => line >= since) : all;
    return tailLines === undefined ? wanted : tailLines > 0 ? wanted.slice(-tailLines) : [];
  }
}

function readLines(path: string): string[] {
  try {
    return Deno.readTextFileSync(path).split("\n").slice(0, -1);
  } catch {
    return [];
  }
}
