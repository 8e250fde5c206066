/** Effects: writes the journal's files, and holds the lock that keeps two apiservers apart. */
import type { UntypedObject } from "../../kube/object.ts";

/** One line of the journal: an object that was put or removed in a resource, or the counter alone. */
export interface JournalEntry {
  rv: number;
  resource?: string;
  put?: UntypedObject;
  removed?: string;
}

/** Where writes go before they are answered. */
export interface Journal {
  /** Writes one entry to the file; throws if it could not be written whole. */
  append(entry: JournalEntry): void;
  /** Whether so much has been written that `compact` pays. */
  readonly isLong: boolean;
  /** Replaces the file by these entries, atomically. */
  compact(entries: Iterable<JournalEntry>): void;
  close(): void;
}

const SPARE_BYTES = 32 * 1024 * 1024;

/**
 * Opens `<dir>/journal.jsonl` and reads what stands in it. A torn last line, as kill -9 leaves it, is cut off: it was
 * never answered. An effect: files. Throws if another process holds the directory.
 */
export function openJournal(dir: string): { journal: Journal; entries: JournalEntry[] } {
  Deno.mkdirSync(dir, { recursive: true, mode: 0o700 });
  const lock = Deno.openSync(`${dir}/lock`, { create: true, write: true });
  if (!lock.tryLockSync(true)) {
    lock.close();
    throw new Error(`Cannot open the journal in ${dir}: another sandbox is using it`);
  }
  const path = `${dir}/journal.jsonl`;
  const { entries, bytes } = readEntries(path);
  return { journal: new FileJournal(path, bytes, lock), entries };
}

function readEntries(path: string): { entries: JournalEntry[]; bytes: number } {
  Deno.openSync(path, { create: true, append: true, mode: 0o600 }).close();
  const data = Deno.readFileSync(path);
  const bytes = data.lastIndexOf(10) + 1;
  const lines = new TextDecoder().decode(data.subarray(0, bytes)).split("\n").filter((line) => line !== "");
  return { entries: lines.map((line) => JSON.parse(line) as JournalEntry), bytes };
}

class FileJournal implements Journal {
  #file: Deno.FsFile;
  #compactedBytes = 0;

  constructor(private readonly path: string, private bytes: number, private readonly lock: Deno.FsFile) {
    this.#file = Deno.openSync(path, { write: true });
    this.#cutOff();
  }

  /** Forgets what was written after the last whole entry. */
  #cutOff(): void {
    this.#file.truncateSync(this.bytes);
    this.#file.seekSync(this.bytes, Deno.SeekMode.Start);
  }

  append(entry: JournalEntry): void {
    const data = toLine(entry);
    try {
      writeAll(this.#file, data);
    } catch (cause) {
      this.#cutOff();
      throw new Error("Cannot write the journal", { cause });
    }
    this.bytes += data.length;
  }

  get isLong(): boolean {
    return this.bytes > 2 * this.#compactedBytes + SPARE_BYTES;
  }

  compact(entries: Iterable<JournalEntry>): void {
    const next = Deno.openSync(`${this.path}.tmp`, { create: true, write: true, truncate: true, mode: 0o600 });
    this.bytes = 0;
    for (const entry of entries) {
      const data = toLine(entry);
      writeAll(next, data);
      this.bytes += data.length;
    }
    next.syncSync();
    Deno.renameSync(`${this.path}.tmp`, this.path);
    this.#file.close();
    this.#file = next;
    this.#compactedBytes = this.bytes;
  }

  close(): void {
    this.#file.close();
    this.lock.close();
  }
}

const toLine = (entry: JournalEntry) => new TextEncoder().encode(JSON.stringify(entry) + "\n");

function writeAll(file: Deno.FsFile, data: Uint8Array): void {
  for (let done = 0; done < data.length;) done += file.writeSync(data.subarray(done));
}
