import { Tabs } from "@kobalte/core/tabs";
import { useNavigate, useParams } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import { detailsPath, listPath } from "../../app/paths.ts";
import type { Notebook } from "../../data/mod.ts";
import { ExplanationText, lazyPart, SentenceText, STATE_TONE, StateIcon, useToast } from "../../parts/mod.ts";
import { plain, STATE_WORDS, texts } from "../../texts/mod.ts";
import { useNotebookCommands } from "./commands.ts";
import { type EndedStatus, endWords } from "./end_words.ts";
import { MoreMenu, PrimaryActionButton } from "./notebook_actions.tsx";
import { Overview } from "./overview.tsx";

const DeleteDialog = lazyPart(() => import("./delete_dialog.tsx"));
const EventsTab = lazyPart(() => import("./events_tab.tsx"));
const LogsTab = lazyPart(() => import("./logs_tab.tsx"));

interface DetailsProps {
  notebook: Notebook;
  isGone: boolean;
  ended: EndedStatus | null;
  onLookAgain: () => void;
}

/** Why nothing can be done any more; null where things can. */
function overWords({ notebook, isGone, ended }: DetailsProps) {
  if (isGone) return [texts.details.deletedWhileOpen];
  return ended && endWords(ended, notebook.namespace);
}

/** Header, actions and tabs of a notebook. */
export function NotebookDetails(props: DetailsProps) {
  const navigate = useNavigate();
  const params = useParams<{ tab?: "events" | "logs" }>();
  const whyOver = () => overWords(props);
  const commands = useNotebookCommands(() => whyOver() ? plain(whyOver()!) : null);
  const select = (tab: string) => {
    const { namespace, name } = props.notebook;
    navigate(detailsPath(namespace, name, tab === "overview" ? "" : tab as "events" | "logs"));
  };
  return (
    <div classList={{ over: whyOver() !== null }}>
      <Header {...props} commands={commands} />
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
      <Tabs class="tabs" value={params.tab ?? "overview"} onChange={select}>
        <Tabs.List class="tab-list" aria-label={texts.details.tabsLabel}>
          <Tabs.Trigger class="tab" value="overview">{texts.details.tabs.overview}</Tabs.Trigger>
          <Tabs.Trigger class="tab" value="events">{texts.details.tabs.events}</Tabs.Trigger>
          <Tabs.Trigger class="tab" value="logs">{texts.details.tabs.logs}</Tabs.Trigger>
        </Tabs.List>
        <Tabs.Content class="tab-panel" value="overview">
          <Overview notebook={props.notebook} />
        </Tabs.Content>
        <Tabs.Content class="tab-panel" value="events">
          <EventsTab notebook={props.notebook} />
        </Tabs.Content>
        <Tabs.Content class="tab-panel" value="logs">
          <LogsTab notebook={props.notebook} />
        </Tabs.Content>
      </Tabs>
    </div>
  );
}

function Header(props: DetailsProps & { commands: ReturnType<typeof useNotebookCommands> }) {
  const navigate = useNavigate();
  const toast = useToast();
  const [isAsking, setAsking] = createSignal(false);
  const close = (isDeleted: boolean) => {
    setAsking(false);
    if (!isDeleted) return;
    toast({ kind: "note", title: texts.remove.done(props.notebook.name) });
    navigate(listPath(props.notebook.namespace));
  };
  return (
    <div class="details-head">
      <div class="details-words">
        <h1>{props.notebook.name}</h1>
        <p class="details-state" aria-live="polite">
          <StateIcon state={props.notebook.state} />
          <span>
            <strong data-tone={STATE_TONE[props.notebook.state]}>{STATE_WORDS[props.notebook.state]}</strong>
            {" · "}
            <ExplanationText of={props.notebook.explanation} />
          </span>
        </p>
      </div>
      <Show when={!props.isGone}>
        <div class="details-actions">
          <PrimaryActionButton notebook={props.notebook} commands={props.commands} isDetails />
          <MoreMenu notebook={props.notebook} commands={props.commands} isDetails onDelete={() => setAsking(true)} />
        </div>
      </Show>
      <Show when={isAsking()}>
        <DeleteDialog notebook={props.notebook} onClose={close} />
      </Show>
    </div>
  );
}
