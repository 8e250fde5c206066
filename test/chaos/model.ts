/** A notebook as the random client left it. */
export interface ModelNotebook {
  isStopped: boolean;
  /** Files that were written through its tool and confirmed: name → content. */
  files: Map<string, string>;
}

/** What the world must be equal to in the end: every notebook that lives, by its name. */
export type Model = Map<string, ModelNotebook>;

/** Something that the random client does to a notebook. */
export type Operation =
  | { kind: "create"; name: string; by: "api" | "kubectl" }
  | { kind: "stop" | "start" | "delete"; name: string; by: "api" | "kubectl" }
  | { kind: "write"; name: string; file: string; content: string };

/** How many notebooks live at once at most. */
export interface ModelLimits {
  maxLive: number;
}

/**
 * The next thing to do, drawn by `random`: creates while there are few, else mostly stops, starts and writes. `busy` are
 * names that another worker is at; `count` numbers what is made, so that no name comes twice.
 */
export function drawOperation(
  model: Model,
  { random, busy, count, maxLive }: { random: () => number; busy: ReadonlySet<string>; count: number } & ModelLimits,
): Operation | undefined {
  const by = random() < 0.5 ? "api" : "kubectl";
  const idle = [...model].filter(([name]) => !busy.has(name));
  const dice = random();
  if (idle.length === 0 || (model.size + busy.size < maxLive && dice < 0.35)) {
    return model.size + busy.size < maxLive ? { kind: "create", name: `nb-${count}`, by } : undefined;
  }
  const [name, { isStopped }] = idle[Math.floor(random() * idle.length)];
  if (dice > 0.85) return { kind: "delete", name, by };
  if (isStopped) return { kind: "start", name, by };
  if (dice > 0.6) return { kind: "stop", name, by };
  return { kind: "write", name, file: `file-${count}`, content: `${name} ${count} ${random()}` };
}

/** What a confirmed operation makes of the model. */
export function applyOperation(model: Model, operation: Operation): void {
  const { kind, name } = operation;
  if (kind === "create") model.set(name, { isStopped: false, files: new Map() });
  else if (kind === "delete") model.delete(name);
  else if (kind === "write") model.get(name)!.files.set(operation.file, operation.content);
  else model.get(name)!.isStopped = kind === "stop";
}
