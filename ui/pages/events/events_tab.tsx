import { createMemo, createSignal, For, Match, Show, Switch } from "solid-js";
import { newestFirst, type Occurrence, type Permission, type ResourceTarget, useEvents } from "../../data/mod.ts";
import { FaultNotice, When } from "../../parts/mod.ts";
import { texts } from "../../texts/mod.ts";
import "./events.css";

const words = texts.events;

/** What happened to something, newest first. */
export default function EventsTab(props: { of: ResourceTarget; permission: Permission }) {
  return (
    <Show
      when={props.permission.isAllowed}
      fallback={<p class="muted">{props.permission.reason ?? words.notAllowed}</p>}
    >
      <Events of={props.of} />
    </Show>
  );
}

function Events(props: { of: ResourceTarget }) {
  const feed = useEvents(props.of);
  const [isWarningsFirst, setWarningsFirst] = createSignal(false);
  const events = createMemo(() => {
    const sorted = newestFirst(feed.items());
    return isWarningsFirst() ? sorted.toSorted((a, b) => rank(a) - rank(b)) : sorted;
  });
  const fault = () => {
    const status = feed.status();
    return status.kind === "ended" ? status.fault : null;
  };
  return (
    <>
      <Show when={fault()}>{(known) => <FaultNotice fault={known()} onRetry={() => feed.retry()} />}</Show>
      <Switch>
        <Match when={events().length > 0}>
          <label class="check-line">
            <input
              type="checkbox"
              checked={isWarningsFirst()}
              onChange={(event) => setWarningsFirst(event.currentTarget.checked)}
            />
            {words.warningsFirst}
          </label>
          <ul class="events">
            <For each={events().map((event) => event.id)}>{(id) => <EventLine event={feed.item(id)} />}</For>
          </ul>
        </Match>
        <Match when={feed.status().kind === "ready"}>
          <p class="muted">{words.empty}</p>
        </Match>
      </Switch>
    </>
  );
}

const rank = (event: Occurrence) => event.type === "WARNING" ? 0 : 1;

function EventLine(props: { event: Occurrence | undefined }) {
  return (
    <Show when={props.event}>
      {(event) => (
        <li>
          <span class="event-type" data-tone={event().type === "WARNING" ? "warn" : "idle"}>
            {event().type === "WARNING" ? words.warning : words.normal}
          </span>
          <div class="event-words">
            <strong>{reasonInWords(event().reason)}</strong>
            <Show when={event().count > 1}>
              <span class="muted">{` × ${event().count}`}</span>
            </Show>
            <p lang="en">{event().message}</p>
          </div>
          <span class="muted event-when">
            <When at={event().lastAt} />
          </span>
        </li>
      )}
    </Show>
  );
}

/** `FailedScheduling` → `Failed scheduling`: the codes of events are words without spaces. */
function reasonInWords(reason: string): string {
  const spaced = reason.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
