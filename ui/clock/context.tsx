/** Effects: the shared ticker of 30 s that relative times are counted by. */
import { type Accessor, createContext, createSignal, onCleanup, type ParentProps, useContext } from "solid-js";
import type { Clock } from "./clock.ts";

const TICK_MS = 30_000;

interface ClockValue {
  clock: Clock;
  now: Accessor<number>;
}

const ClockContext = createContext<ClockValue>();

/** Gives its children the clock and one ticker for all relative times. */
export function ClockProvider(props: ParentProps<{ clock: Clock }>) {
  const clock = props.clock;
  const [now, setNow] = createSignal(clock.now());
  let cancel = () => {};
  const tick = () => {
    setNow(clock.now());
    cancel = clock.after(TICK_MS, tick);
  };
  tick();
  const onShow = () => document.visibilityState === "visible" && setNow(clock.now());
  document.addEventListener("visibilitychange", onShow);
  onCleanup(() => {
    cancel();
    document.removeEventListener("visibilitychange", onShow);
  });
  return <ClockContext.Provider value={{ clock, now }}>{props.children}</ClockContext.Provider>;
}

function useClockValue(): ClockValue {
  const value = useContext(ClockContext);
  if (!value) throw new Error("Cannot use the clock: no ClockProvider is above");
  return value;
}

/** The clock. */
export const useClock = (): Clock => useClockValue().clock;

/** The current instant in epoch milliseconds, brought up to date every 30 s. */
export const useNow = (): Accessor<number> => useClockValue().now;
