import { createSignal, createUniqueId, onCleanup, Show } from "solid-js";
import { useClock, useNow } from "../clock/mod.ts";
import { type Badge, useConnection } from "../connection/mod.ts";
import { BADGE_MEANING, badgeWord, clockTime, texts } from "../texts/mod.ts";
import { createSettled } from "./settled.ts";

const TONES: Record<Badge["kind"], string> = {
  idle: "muted",
  connecting: "muted",
  live: "muted",
  catchingUp: "info",
  delayed: "warn",
  reconnecting: "warn",
  offline: "error",
};

/** A badge has to say the same for this long before it is read out. */
const ANNOUNCE_AFTER_MS = 3_000;

/** How live the page is; pressed, it says what that means. */
export function LiveBadge() {
  const { badge, reconnectNow } = useConnection();
  const now = useNow();
  const [isOpen, setOpen] = createSignal(false);
  const panelId = createUniqueId();
  const word = () => badgeWord(badge(), (at) => clockTime(Date.parse(at), now()));
  const settled = createSettled(() => badge().kind, ANNOUNCE_AFTER_MS, useClock());
  const announced = () => settled() === badge().kind && settled() !== "live" ? BADGE_MEANING[settled()] : "";
  let root!: HTMLDivElement;
  const closeOutside = (event: PointerEvent) => !root.contains(event.target as Node) && setOpen(false);
  addEventListener("pointerdown", closeOutside);
  onCleanup(() => removeEventListener("pointerdown", closeOutside));

  return (
    <div ref={root} class="live" onKeyDown={(event) => event.key === "Escape" && setOpen(false)}>
      <Show when={badge().kind !== "idle"}>
        <button
          type="button"
          class="button quiet live-badge"
          data-tone={TONES[badge().kind]}
          aria-expanded={isOpen()}
          aria-controls={panelId}
          onClick={() => setOpen(!isOpen())}
        >
          <LiveDot kind={badge().kind} />
          <span>{word()}</span>
        </button>
        <div id={panelId} class="popover live-panel" hidden={!isOpen()}>
          <p>{BADGE_MEANING[badge().kind]}</p>
          <Show when={badge().kind === "reconnecting" || badge().kind === "offline"}>
            <button type="button" class="button" onClick={reconnectNow}>{texts.app.reconnectNow}</button>
          </Show>
        </div>
      </Show>
      <span class="visually-hidden" role="status">{announced()}</span>
    </div>
  );
}

function LiveDot(props: { kind: Badge["kind"] }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" classList={{ turns: props.kind === "catchingUp" }}>
      <Show
        when={props.kind !== "catchingUp"}
        fallback={<path d="M8 3a5 5 0 1 1-5 5" fill="none" stroke="currentColor" stroke-width="2" />}
      >
        <circle
          cx="8"
          cy="8"
          r="4"
          fill={props.kind === "live" ? "currentColor" : "none"}
          stroke="currentColor"
          stroke-width="2"
        />
        <Show when={props.kind === "delayed"}>
          <path d="M8 4a4 4 0 0 1 0 8z" fill="currentColor" />
        </Show>
        <Show when={props.kind === "offline"}>
          <path d="M3 13L13 3" stroke="currentColor" stroke-width="2" />
        </Show>
      </Show>
    </svg>
  );
}
