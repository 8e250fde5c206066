import { NO_TESTS, type Tally, tallyJunit } from "./junit.ts";

/** One thing that a gate or a test run does: a command of deno's, such as `["fmt", "--check"]`. */
export interface Step {
  name: string;
  args: string[];
  /** Whether it runs tests: then its report is counted, else the step itself counts as one. */
  isTests?: boolean;
  env?: Record<string, string>;
  /** Longest time it may take, in milliseconds. */
  timeoutMs?: number;
}

/** How a step ended. */
export interface StepResult {
  name: string;
  isOk: boolean;
  ms: number;
  tally: Tally;
  output: string;
}

/** Runs a step in a process of its own and counts its outcome; `onLine` hears of each line of output as it comes. */
export async function runStep(step: Step, onLine: (line: string) => void = () => {}): Promise<StepResult> {
  const startedAt = performance.now();
  const report = step.isTests ? await Deno.makeTempFile({ suffix: ".xml" }) : undefined;
  const [verb, ...rest] = step.args;
  const args = report ? [verb, `--junit-path=${report}`, ...rest] : step.args;
  const { code, output, isLate } = await runDeno(args, step, onLine);
  const counted = report ? tallyJunit(await Deno.readTextFile(report)) : NO_TESTS;
  if (report) await Deno.remove(report);
  const isOk = code === 0 && !isLate;
  return {
    name: step.name,
    isOk,
    ms: performance.now() - startedAt,
    tally: step.isTests ? withCrash(counted, isOk) : isOk ? { ...NO_TESTS, passed: 1 } : { ...NO_TESTS, failed: 1 },
    output: isLate ? `${output}\nCannot finish ${step.name}: ${step.timeoutMs} ms are over\n` : output,
  };
}

/** A run that broke outside of its test cases counts as one failure. */
function withCrash(tally: Tally, isOk: boolean): Tally {
  return isOk || tally.failed > 0 ? tally : { ...tally, failed: 1 };
}

async function runDeno(
  args: string[],
  step: Step,
  onLine: (line: string) => void,
): Promise<{ code: number; output: string; isLate: boolean }> {
  const child = new Deno.Command(Deno.execPath(), {
    args,
    env: { NO_COLOR: "1", ...step.env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let isLate = false;
  const deadline = setTimeout(() => {
    isLate = true;
    endProcess(child);
  }, step.timeoutMs ?? 300_000);
  const lines: string[] = [];
  const collect = async (stream: ReadableStream<Uint8Array<ArrayBuffer>>) => {
    for await (const line of stream.pipeThrough(new TextDecoderStream()).pipeThrough(new LineStream())) {
      lines.push(line);
      onLine(line);
    }
  };
  const [status] = await Promise.all([child.status, collect(child.stdout), collect(child.stderr)]);
  clearTimeout(deadline);
  return { code: status.code, output: lines.join("\n"), isLate };
}

/** Cuts text into lines, without their ends. */
class LineStream extends TransformStream<string, string> {
  constructor() {
    let rest = "";
    super({
      transform(text, controller) {
        const lines = (rest + text).split("\n");
        rest = lines.pop()!;
        for (const line of lines) controller.enqueue(line);
      },
      flush(controller) {
        if (rest) controller.enqueue(rest);
      },
    });
  }
}

/** Asks the process to end, and ends it where it has not after 10 s. */
function endProcess(child: Deno.ChildProcess): void {
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
  child.status.then(() => clearTimeout(timer));
}

/** Runs steps, `width` at a time, in their order; `onEnd` hears of each as it ends. */
export async function runSteps(
  steps: Step[],
  width: number,
  onEnd: (result: StepResult) => void,
): Promise<StepResult[]> {
  const queue = [...steps];
  const results: StepResult[] = [];
  const work = async () => {
    for (let step = queue.shift(); step; step = queue.shift()) {
      const result = await runStep(step);
      results.push(result);
      onEnd(result);
    }
  };
  await Promise.all(Array.from({ length: width }, work));
  return results;
}

/** `ok    types            7.1 s`, and below it, where it failed, its output (of tests only what went wrong). */
export function printStep({ name, isOk, ms, tally, output }: StepResult): string {
  const counted = tally.passed + tally.failed + tally.skipped;
  const line = `${isOk ? "ok  " : "FAIL"}  ${name.padEnd(16)} ${(ms / 1000).toFixed(1).padStart(6)} s` +
    (counted > 1 ? `  ${counted} tests` : "");
  if (isOk) return line;
  const errors = output.search(/^\s*ERRORS\s*$/m);
  return `${line}\n${output.slice(Math.max(errors, 0)).trimEnd().replace(/^/gm, "      ")}`;
}
