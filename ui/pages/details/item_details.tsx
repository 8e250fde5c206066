import { Tabs } from "@kobalte/core/tabs";
import { useNavigate, useParams } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import { detailsPath, type DetailsTab, listPath } from "../../app/paths.ts";
import type { Item } from "../../data/mod.ts";
import { lazyPart, SentenceText, StateIcon, useToast } from "../../parts/mod.ts";
import { plain, texts } from "../../texts/mod.ts";
import { MoreMenu } from "../actions/more_menu.tsx";
import { ItemSentence } from "../item_sentence.tsx";
import { type EndedStatus, endWords } from "../list/end_words.ts";
import type { NounDetails } from "../noun_details.ts";
import type { ItemActions } from "../noun_pages.ts";
import { shownState } from "../shown_state.ts";
import { Technical } from "./technical.tsx";

const EventsTab = lazyPart(() => import("../events/events_tab.tsx"));
const LogsTab = lazyPart(() => import("../logs/logs_tab.tsx"));

interface DetailsProps<Of extends Item> {
  noun: NounDetails<Of>;
  item: Of;
  isGone: boolean;
  ended: EndedStatus | null;
  onLookAgain: () => void;
}

/** Why nothing can be done any more; null where things can. */
function overWords<Of extends Item>({ noun, item, isGone, ended }: DetailsProps<Of>) {
  if (isGone) return [noun.words.deletedWhileOpen];
  return ended && endWords(ended, item.namespace);
}

/** Header, actions and tabs of one thing. */
export function ItemDetails<Of extends Item>(props: DetailsProps<Of>) {
  const whyOver = () => overWords(props);
  const actions = props.noun.useActions(() => whyOver() ? plain(whyOver()!) : null);
  return (
    <div classList={{ over: whyOver() !== null }}>
      <Header {...props} actions={actions} />
      <Show when={whyOver()}>
        {(says) => (
          <div class="notice" data-tone="warn" role="alert">
            <p>
              <SentenceText of={says()} />
            </p>
            <Show when={!props.isGone}>
              <button type="button" class="button" onClick={props.onLookAgain}>{texts.list.lookAgain}</button>
            </Show>
          </div>
        )}
      </Show>
      <DetailsTabs noun={props.noun} item={props.item} actions={actions} />
    </div>
  );
}

function DetailsTabs<Of extends Item>(props: { noun: NounDetails<Of>; item: Of; actions: ItemActions<Of> }) {
  const navigate = useNavigate();
  const params = useParams<{ tab?: DetailsTab }>();
  const { namespace, name } = props.item;
  const { noun, words, target, overview, commands, readEvents, logs } = props.noun;
  const select = (tab: string) =>
    navigate(detailsPath(noun, namespace, name, tab === "overview" ? null : tab as DetailsTab));
  return (
    <Tabs class="tabs" value={params.tab ?? "overview"} onChange={select}>
      <Tabs.List class="tab-list" aria-label={words.tabsLabel}>
        <Tabs.Trigger class="tab" value="overview">{texts.details.tabs.overview}</Tabs.Trigger>
        <Tabs.Trigger class="tab" value="events">{texts.details.tabs.events}</Tabs.Trigger>
        <Show when={logs}>
          <Tabs.Trigger class="tab" value="logs">{texts.details.tabs.logs}</Tabs.Trigger>
        </Show>
      </Tabs.List>
      <Tabs.Content class="tab-panel" value="overview">
        <div class="cards">
          {overview(props.item, props.actions)}
          <Technical item={props.item} commands={commands({ namespace, name })} />
        </div>
      </Tabs.Content>
      <Tabs.Content class="tab-panel" value="events">
        <EventsTab of={target({ namespace, name })} permission={readEvents(props.item)} />
      </Tabs.Content>
      <Show when={logs}>
        {(logsOf) => (
          <Tabs.Content class="tab-panel" value="logs">
            <LogsTab
              of={target({ namespace, name })}
              fileName={`${namespace}-${name}`}
              state={props.item.state}
              {...logsOf()(props.item)}
            />
          </Tabs.Content>
        )}
      </Show>
    </Tabs>
  );
}

function Header<Of extends Item>(props: DetailsProps<Of> & { actions: ItemActions<Of> }) {
  const navigate = useNavigate();
  const toast = useToast();
  const [isAsking, setAsking] = createSignal(false);
  const close = (isDeleted: boolean) => {
    setAsking(false);
    if (!isDeleted) return;
    toast({ kind: "note", title: texts.remove.done(props.item.name) });
    navigate(listPath(props.noun.noun, props.item.namespace));
  };
  return (
    <div class="details-head">
      <div class="details-words">
        <h1>{props.item.name}</h1>
        <p class="details-state" aria-live="polite">
          <StateIcon state={shownState(props.item)} />
          <span>
            <ItemSentence noun={props.noun} item={props.item} separator=" · " />
          </span>
        </p>
      </div>
      <Show when={!props.isGone}>
        <div class="details-actions">
          {props.actions.primary(() => props.item, "details")}
          <MoreMenu
            name={props.item.name}
            entries={props.actions.menu(props.item, "details", () => setAsking(true))}
          />
        </div>
      </Show>
      <Show when={isAsking()}>
        <props.noun.DeleteDialog item={props.item} onClose={close} />
      </Show>
    </div>
  );
}
