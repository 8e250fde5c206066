import { createEffect, createSignal, on, onCleanup } from "solid-js";
import type { Clock } from "../../clock/mod.ts";

const QUIET_MS = 400;
/** Never more than one check a second. */
const PAUSE_MS = 600;

/** Whether the server is being asked. */
export interface DryRun {
  isChecking(): boolean;
}

/**
 * Asks the server whether an input would be accepted, 400 ms after its last change: one question in flight, the newest
 * wins. `onAnswer` gets only answers to the input as it still is.
 */
export function createDryRun<Input extends object, Outcome>(
  input: () => Input | null,
  ask: (input: Input) => Promise<Outcome>,
  onAnswer: (outcome: Outcome) => void,
  clock: Clock,
): DryRun {
  const [isChecking, setChecking] = createSignal(false);
  let cancel = () => {};
  let isInFlight = false;
  let isOver = false;
  let newest = "";

  const schedule = (ms: number) => {
    cancel();
    cancel = clock.after(ms, check);
  };
  const check = async () => {
    const current = input();
    if (isInFlight || !current || isOver) return;
    const asked = JSON.stringify(current);
    isInFlight = true;
    const outcome = await ask(current);
    isInFlight = false;
    if (isOver) return;
    if (asked !== newest) return schedule(PAUSE_MS);
    setChecking(false);
    onAnswer(outcome);
  };
  createEffect(on(() => JSON.stringify(input()), (text) => {
    newest = text;
    setChecking(input() !== null);
    schedule(QUIET_MS);
  }));
  onCleanup(() => {
    isOver = true;
    cancel();
  });
  return { isChecking };
}
