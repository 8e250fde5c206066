/** Severity of a line, lowest first. */
export type LogLevel = "debug" | "info" | "warn" | "error";

/** Values that explain a line. Never tokens, cookies or file contents. */
export type LogFields = Record<string, unknown>;

/** A structured log that can be handed to anyone. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** A log that adds `fields` to every line. */
  with(fields: LogFields): Log;
}

const ORDER: readonly LogLevel[] = ["debug", "info", "warn", "error"];

/** Where lines go and which are kept. */
export interface LogOptions {
  level?: LogLevel;
  /** `json`: one object a line; `text`: for people at a terminal. */
  format?: "json" | "text";
  /** Receives each finished line without its newline. */
  write?: (line: string) => void;
  now?: () => Date;
}

/** Makes a log; by default JSON lines on standard error. */
export function createLog(options: LogOptions = {}): Log {
  const { level = "info", format = "json", write = console.error, now = () => new Date() } = options;
  const make = (bound: LogFields): Log => {
    const emit = (at: LogLevel, message: string, fields: LogFields = {}) => {
      if (ORDER.indexOf(at) < ORDER.indexOf(level)) return;
      const all = { ...bound, ...fields };
      write(format === "json" ? toJson(now(), at, message, all) : toText(at, message, all));
    };
    return {
      debug: (message, fields) => emit("debug", message, fields),
      info: (message, fields) => emit("info", message, fields),
      warn: (message, fields) => emit("warn", message, fields),
      error: (message, fields) => emit("error", message, fields),
      with: (fields) => make({ ...bound, ...fields }),
    };
  };
  return make({});
}

/** A log that keeps nothing. */
export const silentLog: Log = createLog({ write: () => {} });

function toJson(at: Date, level: LogLevel, message: string, fields: LogFields): string {
  const plain = Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, plainly(value)]));
  return JSON.stringify({ time: at.toISOString(), level, message, ...plain });
}

function toText(level: LogLevel, message: string, fields: LogFields): string {
  const rest = Object.entries(fields).map(([key, value]) => {
    const plain = plainly(value);
    return `${key}=${typeof plain === "string" ? plain : JSON.stringify(plain)}`;
  });
  const prefix = level === "info" ? "" : `${level}: `;
  return [prefix + message, ...rest].join("  ");
}

function plainly(value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  const cause = value.cause instanceof Error ? ` (${value.cause.message})` : "";
  return `${value.name}: ${value.message}${cause}`;
}
