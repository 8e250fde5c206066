import { useNavigate } from "@solidjs/router";
import { Match, Switch } from "solid-js";
import { A } from "@solidjs/router";
import { detailsPath } from "../../app/paths.ts";
import type { Notebook } from "../../data/mod.ts";
import { Icon, MenuButton, type MenuEntry, RefusedButton } from "../../parts/mod.ts";
import { texts } from "../../texts/mod.ts";
import type { NotebookCommands } from "./commands.ts";
import { deleteRefusal, primaryActionOf, startRefusal, stopRefusal } from "./primary_action.ts";

/** The one button or link of a notebook that is most likely wanted. */
export function PrimaryActionButton(props: { notebook: Notebook; commands: NotebookCommands; isDetails?: boolean }) {
  const action = () => primaryActionOf(props.notebook, props.commands.frozen());
  const as = <Kind extends ReturnType<typeof action>["kind"]>(kind: Kind) => {
    const current = action();
    return current.kind === kind ? current as Extract<ReturnType<typeof action>, { kind: Kind }> : null;
  };
  return (
    <Switch>
      <Match when={as("connect")}>
        {(connect) => (
          <a
            class="button primary"
            href={connect().url}
            target="_blank"
            rel="noopener"
            title={texts.actions.connectTo(props.notebook.name)}
          >
            {texts.actions.connect}
            <Icon name="external" flips />
          </a>
        )}
      </Match>
      <Match when={as("cannotConnect")}>
        {(refused) => <RefusedButton why={refused().why}>{texts.actions.connect}</RefusedButton>}
      </Match>
      <Match when={as("start")?.refusal}>
        {(refusal) => <RefusedButton why={refusal()}>{texts.actions.start}</RefusedButton>}
      </Match>
      <Match when={as("start")}>
        <button
          type="button"
          class="button"
          aria-busy={props.commands.isBusy(props.notebook.id)}
          onClick={() => props.commands.start(props.notebook)}
        >
          {texts.actions.start}
        </button>
      </Match>
      <Match when={as("showWhy") && !props.isDetails}>
        <A class="button" href={detailsPath(props.notebook.namespace, props.notebook.name)}>{texts.actions.showWhy}</A>
      </Match>
    </Switch>
  );
}

/** Everything else that can be done to a notebook. */
export function MoreMenu(props: {
  notebook: Notebook;
  commands: NotebookCommands;
  onDelete: () => void;
  isDetails?: boolean;
}) {
  const navigate = useNavigate();
  const entries = (): MenuEntry[] => {
    const { notebook, commands } = props;
    const frozen = commands.frozen();
    const openDetails = () => navigate(detailsPath(notebook.namespace, notebook.name));
    return [
      ...(props.isDetails ? [] : [item(texts.actions.openDetails, openDetails)]),
      item(texts.actions.stop, () => commands.stop(notebook), stopRefusal(notebook, frozen)),
      item(texts.actions.start, () => commands.start(notebook), startRefusal(notebook, frozen)),
      item(texts.actions.copyLink, () => commands.copyLink(notebook)),
      { kind: "separator" },
      { ...item(texts.actions.delete, props.onDelete, deleteRefusal(notebook, frozen)), isDanger: true },
    ];
  };
  return (
    <MenuButton label={texts.actions.more(props.notebook.name)} button={<Icon name="more" />} entries={entries()} />
  );
}

function item(label: string, onSelect: () => void, refusal: string | null = null) {
  return { kind: "item" as const, label, onSelect, refusal };
}
