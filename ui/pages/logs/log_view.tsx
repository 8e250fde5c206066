import { createEffect, createMemo, createSignal, For, on, onCleanup, onMount, Show } from "solid-js";
import type { LogFeed } from "../../data/mod.ts";
import { texts } from "../../texts/mod.ts";
import { LogLineView } from "./log_line.tsx";
import { LINE_HEIGHT, windowOf } from "./log_window.ts";

/** Wrapped lines have no common height, so only these many are made. */
export const WRAPPED_LINES = 2_000;
const AT_END_PX = 24;

interface LogViewProps {
  feed: LogFeed;
  isFollowing: boolean;
  setFollowing: (isFollowing: boolean) => void;
  isWrapped: boolean;
  hasTimes: boolean;
  search: string;
  /** The number of the line of the current match. */
  current: number | null;
}

/** The lines: only those around what is seen are made; the end is followed until one scrolls up. */
export function LogView(props: LogViewProps) {
  let view!: HTMLDivElement;
  const [top, setTop] = createSignal(0);
  const [height, setHeight] = createSignal(600);
  const ring = props.feed.ring;
  let lastStart = ring.start;

  const range = createMemo(() => {
    props.feed.version();
    if (props.isWrapped) return { from: Math.max(ring.start, ring.end - WRAPPED_LINES), to: ring.end, offset: 0 };
    return windowOf(top(), height(), ring.start, ring.end);
  });
  const lines = createMemo(() => {
    const { from, to } = range();
    return ring.slice(from, to);
  });
  const allHeight = () => {
    props.feed.version();
    return props.isWrapped ? undefined : `${ring.size * LINE_HEIGHT}px`;
  };
  const toEnd = () => (view.scrollTop = view.scrollHeight);

  onMount(() => {
    const observer = new ResizeObserver(() => setHeight(view.clientHeight));
    observer.observe(view);
    onCleanup(() => observer.disconnect());
  });
  createEffect(() => {
    props.feed.version();
    props.isWrapped;
    if (props.isFollowing) toEnd();
    // Old lines fell out above: what is read stays where it is.
    else if (!props.isWrapped) view.scrollTop -= (ring.start - lastStart) * LINE_HEIGHT;
    lastStart = ring.start;
  });
  createEffect(on(() => props.current, (index) => index !== null && show(index)));
  const show = (index: number) => {
    const at = (index - range().from) * LINE_HEIGHT + range().offset;
    if (!props.isWrapped) view.scrollTop = at - view.clientHeight / 2;
    else view.querySelector(".log-line.current")?.scrollIntoView({ block: "center" });
  };
  const onScroll = () => {
    const isUp = view.scrollTop < top() - 1;
    setTop(view.scrollTop);
    const isAtEnd = view.scrollHeight - view.scrollTop - view.clientHeight < AT_END_PX;
    if (isAtEnd && !props.isFollowing && !isUp) props.setFollowing(true);
    if (isUp && !isAtEnd) props.setFollowing(false);
  };
  return (
    <div
      ref={view}
      class="log"
      classList={{ wrapped: props.isWrapped }}
      role="region"
      aria-label={texts.logs.region}
      tabindex="0"
      onScroll={onScroll}
    >
      <div class="log-all" style={{ height: allHeight() }}>
        <div class="log-window" style={{ transform: `translateY(${range().offset}px)` }}>
          <For each={lines()}>
            {(entry, index) => (
              <LogLineView
                entry={entry}
                search={props.search}
                isCurrent={range().from + index() === props.current}
                hasTimes={props.hasTimes}
              />
            )}
          </For>
        </div>
      </div>
      <Show when={props.isWrapped && ring.size > WRAPPED_LINES}>
        <p class="hint">{texts.logs.wrapNote(WRAPPED_LINES)}</p>
      </Show>
    </div>
  );
}
