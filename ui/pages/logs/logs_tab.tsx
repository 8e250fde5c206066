import { useSearchParams } from "@solidjs/router";
import { createEffect, createMemo, createSignal, Match, on, onCleanup, Show, Switch } from "solid-js";
import { type LogFeed, type Permission, type ResourceTarget, useLog } from "../../data/mod.ts";
import { ExplanationText, FaultNotice, Icon } from "../../parts/mod.ts";
import { texts } from "../../texts/mod.ts";
import { downloadLog } from "./log_download.ts";
import { findLines, nextMatch } from "./log_search.ts";
import { LOG_SEARCH_ID, LogToolbar } from "./log_toolbar.tsx";
import { LogView } from "./log_view.tsx";
import { isPlainKey } from "../typing.ts";
import "./logs.css";

const words = texts.logs;

interface LogsTabProps {
  of: ResourceTarget;
  /** What the file of a download is called, without its ending. */
  fileName: string;
  /** Those that have logs, first the one that is meant where none is chosen. */
  containers: readonly string[];
  permission: Permission;
  /** A log that ended goes on when this changes. */
  state: string;
}

/** The log of something that runs. Which container and which run are in the address. */
export default function LogsTab(props: LogsTabProps) {
  const [params, setParams] = useSearchParams<{ container?: string; previous?: string }>();
  const source = createMemo(
    () => ({
      container: params.container ?? props.containers[0] ?? null,
      previous: params.previous === "true",
    }),
    undefined,
    { equals: (a, b) => a.container === b.container && a.previous === b.previous },
  );
  return (
    <Show
      when={props.permission.isAllowed}
      fallback={<p class="muted">{props.permission.reason ?? words.notAllowed}</p>}
    >
      <Show when={source()} keyed>
        {(known) => (
          <Log
            tab={props}
            {...known}
            onSource={({ container, previous }) =>
              setParams({
                container: container ?? params.container,
                previous: (previous ?? known.previous) ? "true" : undefined,
              }, { replace: true })}
          />
        )}
      </Show>
    </Show>
  );
}

interface LogProps {
  tab: LogsTabProps;
  container: string | null;
  previous: boolean;
  onSource: (source: { container?: string; previous?: boolean }) => void;
}

function Log(props: LogProps) {
  const feed = useLog({ of: props.tab.of, container: props.container, previous: props.previous });
  const look = createLook(feed);
  const search = createSearch(feed, () => look.toggle("follow", false));
  useLogKeys(look);
  createEffect(on(() => props.tab.state, () => feed.status().kind === "over" && feed.resume(), { defer: true }));
  return (
    <>
      <LogToolbar
        containers={props.tab.containers}
        container={props.container}
        isPrevious={props.previous}
        onSource={props.onSource}
        isFollowing={look.follow()}
        isWrapped={look.wrap()}
        hasTimes={look.times()}
        onToggle={look.toggle}
        search={search.text()}
        matches={search.matches().length}
        matchAt={search.matchAt()}
        onSearch={search.setText}
        onStep={search.step}
        onDownload={() => downloadLog(feed.ring, `${props.tab.fileName}.log`)}
      />
      <div class="log-frame">
        <LogView
          feed={feed}
          isFollowing={look.follow()}
          setFollowing={(isFollowing) => look.toggle("follow", isFollowing)}
          isWrapped={look.wrap()}
          hasTimes={look.times()}
          search={search.text()}
          current={search.current()}
        />
        <Show when={look.unseen() > 0}>
          <button type="button" class="button primary log-new" onClick={() => look.toggle("follow", true)}>
            {words.newLines(look.unseen())}
          </button>
        </Show>
      </div>
      <LogEnd feed={feed} isStopped={props.tab.state === "STOPPED"} />
    </>
  );
}

/** How the log is shown, and how many lines came since it is not followed. */
function createLook(feed: LogFeed) {
  const [follow, setFollow] = createSignal(true);
  const [wrap, setWrap] = createSignal(false);
  const [times, setTimes] = createSignal(false);
  const [leftAt, setLeftAt] = createSignal(0);
  const setters = { follow: setFollow, wrap: setWrap, times: setTimes };
  const getters = { follow, wrap, times };
  return {
    ...getters,
    toggle(what: keyof typeof setters, isOn: boolean = !getters[what]()) {
      if (what === "follow" && follow() && !isOn) setLeftAt(feed.ring.end);
      setters[what](isOn);
    },
    unseen: () => (feed.version(), follow() ? 0 : feed.ring.end - leftAt()),
  };
}

function createSearch(feed: LogFeed, onStep: () => void) {
  const [text, setText] = createSignal("");
  const [current, setCurrent] = createSignal<number | null>(null);
  const matches = createMemo(() => (feed.version(), findLines(feed.ring, text())));
  return {
    text,
    current,
    matches,
    matchAt: () => current() === null ? 0 : matches().indexOf(current()!) + 1,
    setText(next: string) {
      setText(next);
      setCurrent(null);
    },
    step(isBackwards: boolean) {
      onStep();
      setCurrent(nextMatch(matches(), current(), isBackwards));
    },
  };
}

/** `f` follows, `w` wraps, `/` searches. */
function useLogKeys(look: ReturnType<typeof createLook>) {
  const onKey = (event: KeyboardEvent) => {
    if (!isPlainKey(event)) return;
    if (event.key === "f") look.toggle("follow");
    if (event.key === "w") look.toggle("wrap");
    if (event.key !== "/") return;
    event.preventDefault();
    document.getElementById(LOG_SEARCH_ID)?.focus();
  };
  addEventListener("keydown", onKey);
  onCleanup(() => removeEventListener("keydown", onKey));
}

/** What is said below the lines: still loading, nothing yet, over. */
function LogEnd(props: { feed: LogFeed; isStopped: boolean }) {
  const over = () => {
    const status = props.feed.status();
    return status.kind === "over" ? status : null;
  };
  const isEmpty = () => (props.feed.version(), props.feed.ring.size === 0);
  return (
    <div class="log-end" role="status">
      <Switch>
        <Match when={over()?.fault}>
          {(fault) => <FaultNotice title={words.failed} fault={fault()} onRetry={() => props.feed.resume()} />}
        </Match>
        <Match when={over()}>
          {(end) => (
            <p class="muted">
              <Show when={end().explanation} fallback={words.over}>
                {(why) => <ExplanationText of={why()} />}
              </Show>{" "}
              <button type="button" class="button quiet" onClick={() => props.feed.resume()}>
                <Icon name="down" />
                {words.resume}
              </button>
            </p>
          )}
        </Match>
        <Match when={props.feed.status().kind === "loading"}>
          <p class="muted">{words.loading}</p>
        </Match>
        <Match when={isEmpty()}>
          <p class="muted">{props.isStopped ? words.emptyStopped : words.empty}</p>
        </Match>
      </Switch>
    </div>
  );
}
