import { type JSX, Match, Switch } from "solid-js";
import type { ItemState } from "../data/mod.ts";

/** A state as it is shown: what runs and is about to be stopped for being idle is marked as such. */
export type ShownState = ItemState | "STOPS_SOON";

/** Which colour token a state has. */
export const STATE_TONE: Record<ShownState, "ok" | "info" | "warn" | "error" | "idle"> = {
  RUNNING: "ok",
  STOPS_SOON: "warn",
  STARTING: "info",
  WAITING: "warn",
  UNHEALTHY: "warn",
  FAILED: "error",
  RESTARTING: "info",
  STOPPING: "idle",
  STOPPED: "idle",
  DELETING: "idle",
  UNKNOWN: "idle",
  READY: "ok",
  WAITING_FOR_FIRST_USE: "idle",
  PROVISIONING: "info",
  EXPANDING: "info",
  LOST: "error",
};

/** The mark of a state: shapes differ without colour. Decoration; the word stands beside it. */
export function StateIcon(props: { state: ShownState }) {
  return (
    <svg class="state-icon" data-tone={STATE_TONE[props.state]} viewBox="0 0 16 16" aria-hidden="true">
      <Switch>
        <Match when={props.state === "RUNNING" || props.state === "READY"}>
          <circle cx="8" cy="8" r="7" fill="currentColor" />
          <Stroke class="on-icon" d="M4.8 8.3l2.2 2.2 4.2-4.6" />
        </Match>
        <Match when={["STARTING", "PROVISIONING", "EXPANDING"].includes(props.state)}>
          <Stroke class="turns" d="M8 1.8a6.2 6.2 0 1 1-6.2 6.2" />
        </Match>
        <Match when={props.state === "STOPS_SOON"}>
          <Stroke d="M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM8 4.6V8l2.6 1.6" />
        </Match>
        <Match when={props.state === "WAITING"}>
          <Stroke d="M4 1.8h8M4 14.2h8M5 2v2.4L8 8l3-3.6V2M5 14v-2.4L8 8l3 3.6V14" />
        </Match>
        <Match when={props.state === "UNHEALTHY"}>
          <Stroke d="M8 1.8L15 14H1L8 1.8zM8 6.2v3.6M8 11.7v.4" />
        </Match>
        <Match when={props.state === "WAITING_FOR_FIRST_USE"}>
          <Stroke d="M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8z" />
        </Match>
        <Match when={props.state === "FAILED" || props.state === "LOST"}>
          <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" fill="currentColor" />
          <Stroke class="on-icon" d="M5.5 5.5l5 5M10.5 5.5l-5 5" />
        </Match>
        <Match when={props.state === "RESTARTING"}>
          <Stroke d="M2.2 7a6 6 0 0 1 10.6-2.8M13.8 9A6 6 0 0 1 3.2 11.8M13 1.4v3h-3M3 14.6v-3h3" />
        </Match>
        <Match when={props.state === "STOPPING"}>
          <Stroke d="M3 3h10v10H3z" />
        </Match>
        <Match when={props.state === "STOPPED"}>
          <rect x="2.5" y="2.5" width="11" height="11" rx="1.5" fill="currentColor" />
        </Match>
        <Match when={props.state === "DELETING"}>
          <Stroke d="M2 4h12M6 4V2h4v2M3.6 4l.8 10h7.2l.8-10M6.6 7v4.6M9.4 7v4.6" />
        </Match>
        <Match when={props.state === "UNKNOWN"}>
          <Stroke d="M8 1.2a6.8 6.8 0 1 0 0 13.6A6.8 6.8 0 0 0 8 1.2zM6 6.2a2 2 0 1 1 2.6 2c-.5.2-.6.5-.6 1M8 11.4v.4" />
        </Match>
      </Switch>
    </svg>
  );
}

function Stroke(props: { d: string; class?: string }): JSX.Element {
  return (
    <path
      class={props.class}
      d={props.d}
      fill="none"
      stroke="currentColor"
      stroke-width="1.7"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  );
}
