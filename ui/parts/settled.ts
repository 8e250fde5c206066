import { type Accessor, createEffect, createMemo, createSignal, onCleanup } from "solid-js";
import type { Clock } from "../clock/mod.ts";

/** Follows a value once it has stayed the same for `ms`. */
export function createSettled<Value>(value: Accessor<Value>, ms: number, clock: Clock): Accessor<Value> {
  const [settled, setSettled] = createSignal(value());
  createEffect(() => {
    const candidate = value();
    onCleanup(clock.after(ms, () => setSettled(() => candidate)));
  });
  return settled;
}

/** True once `value` has been true for `ms`; false at once when it is not. */
export function createHeld(value: Accessor<boolean>, ms: number, clock: Clock): Accessor<boolean> {
  const [held, setHeld] = createSignal(false);
  // What it is made of may change while it stays true: the wait goes on.
  const isTrue = createMemo(value);
  createEffect(() => {
    if (!isTrue()) return setHeld(false);
    onCleanup(clock.after(ms, () => setHeld(true)));
  });
  return () => held() && isTrue();
}
