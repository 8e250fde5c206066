import {
  type Accessor,
  type Component,
  createEffect,
  createMemo,
  createSignal,
  type JSX,
  on,
  onCleanup,
  Show,
} from "solid-js";
import { useClock } from "../clock/mod.ts";
import { useConnection } from "../connection/mod.ts";
import { type Load, loadAgain, loadAgainInMs } from "./load_again.ts";
import { PartAway } from "./part_away.tsx";

/** What a stand-in may know of the part that it stands for. */
export interface Trouble {
  hasFailed: Accessor<boolean>;
  /** Asks for the part; tells whether it is here. */
  ask(): Promise<boolean>;
}

/** A part of the page in a file of its own: its stand-in is shown until it is here, however long that takes. */
export type LazyPart<Props> =
  & Component<Props & { standIn?: (trouble: Trouble) => JSX.Element }>
  & { preload(): void };

/** A part that is loaded when it is first shown, or before by `preload`, and again for as long as that fails. */
// deno-lint-ignore ban-types -- a part without props is one with any
export function lazyPart<Props extends object = {}>(load: Load<{ default: Component<Props> }>): LazyPart<Props> {
  const loading = createLoading(load);
  const Part: Component<Props & { standIn?: (trouble: Trouble) => JSX.Element }> = (props) => {
    const failedBefore = loading.failures();
    const failures = () => loading.failures() - failedBefore;
    const standIn = props.standIn ?? ((trouble: Trouble) => <PartAway {...trouble} />);
    if (!loading.part()) void loading.ask();
    useLoadAgain(() => loading.part() ? 0 : failures(), loading.ask);
    return (
      <Show when={loading.part()} keyed fallback={standIn({ hasFailed: () => failures() > 0, ask: loading.ask })}>
        {(Known) => <Known {...props} />}
      </Show>
    );
  };
  return Object.assign(Part, { preload: () => void loading.ask() });
}

/** One load for all places where the part is shown. */
function createLoading<Props extends object>(load: Load<{ default: Component<Props> }>) {
  const [part, setPart] = createSignal<Component<Props>>();
  const [failures, setFailures] = createSignal(0);
  const start = async () => {
    try {
      const { default: loaded } = await loadAgain(load, failures(), (url) => import(/* @vite-ignore */ url));
      setPart(() => loaded);
      return true;
    } catch (error) {
      // Told once: it may be a fault in the part itself, which looks the same here.
      if (failures() === 0) reportError(error);
      setFailures((before) => before + 1);
      return false;
    } finally {
      current = undefined;
    }
  };
  let current: Promise<boolean> | undefined;
  return { part, failures, ask: () => current ??= part() ? Promise.resolve(true) : start() };
}

function useLoadAgain(failures: Accessor<number>, ask: () => Promise<boolean>) {
  const clock = useClock();
  const { badge } = useConnection();
  const kind = createMemo(() => badge().kind);
  createEffect(on([failures, kind], ([failed, now], before) => {
    const delayMs = loadAgainInMs(failed, { before: before?.[1] ?? now, now });
    if (delayMs !== null) onCleanup(clock.after(delayMs, () => void ask()));
  }));
}
