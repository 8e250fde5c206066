import { A, useNavigate } from "@solidjs/router";
import { Match, Switch } from "solid-js";
import { detailsPath, type Noun } from "../../app/paths.ts";
import { useClock } from "../../clock/mod.ts";
import type { Runnable, RunnableActions } from "../../data/mod.ts";
import { Icon, RefusedButton } from "../../parts/mod.ts";
import { clockTime, texts } from "../../texts/mod.ts";
import type { ActionPlace, ItemActions } from "../noun_pages.ts";
import { type Commands, useCommands } from "./commands.ts";
import { KeepButton } from "./keep_button.tsx";
import { keepChoices, usualChoice } from "./keep_choices.ts";
import { menuItem } from "./more_menu.tsx";
import {
  deleteRefusal,
  keepRefusal,
  primaryActionOf,
  restartRefusal,
  startRefusal,
  stopRefusal,
} from "./primary_action.ts";
import { suggestedLog } from "./suggested_log.ts";

/** What can be done to things with a server in them: connect, start, stop, restart, delete. */
export function useRunnableActions<Of extends Runnable>(
  noun: Noun,
  actions: RunnableActions,
  whyFrozen: () => string | null,
  /** What one should know before something is stopped; null where nothing is lost. */
  stopNote: (item: Of) => string | null = () => null,
): ItemActions<Of> {
  const navigate = useNavigate();
  const commands = useCommands(noun, whyFrozen);
  const stop = (item: Of) => commands.run(item, () => actions.stop(item.id), texts.actions.stopFailed(item.name));
  const start = (item: Of) => commands.run(item, () => actions.start(item.id), texts.actions.startFailed(item.name));
  const restart = (item: Of) =>
    commands.run(item, () => actions.restart(item.id), texts.actions.restartFailed(item.name));
  const keep = (item: Of, until: string | null) =>
    commands.run(item, () => actions.keep(item.id, until), texts.idle.keepFailed(item.name));
  const clock = useClock();
  return {
    frozen: commands.frozen,
    keep: (item) => (
      <KeepButton
        report={item().idle}
        refusal={keepRefusal(item(), commands.frozen())}
        isBusy={commands.isBusy(item().id)}
        onChoose={(until) => void keep(item(), until)}
      />
    ),
    primary: (item, place) => (
      <PrimaryAction
        noun={noun}
        item={item()}
        place={place}
        commands={commands}
        onStart={() => void start(item())}
      />
    ),
    menu(item, place, onDelete) {
      const frozen = commands.frozen();
      const openDetails = () => navigate(detailsPath(noun, item.namespace, item.name));
      return [
        ...(place === "details" ? [] : [menuItem(texts.actions.openDetails, openDetails)]),
        { ...menuItem(texts.actions.stop, () => void stop(item), stopRefusal(item, frozen)), note: stopNote(item) },
        menuItem(texts.actions.start, () => void start(item), startRefusal(item, frozen)),
        {
          ...menuItem(texts.actions.restart, () => void restart(item), restartRefusal(item, frozen)),
          note: stopNote(item),
        },
        ...keepEntry(item, clock.now(), (until) => void keep(item, until), keepRefusal(item, frozen)),
        menuItem(texts.actions.copyLink, () => void commands.copyLink(item)),
        { kind: "separator" },
        { ...menuItem(texts.actions.delete, onDelete, deleteRefusal(item, frozen)), isDanger: true },
      ];
    },
  };
}

/** The usual hold of something that is idle; nothing where it need not, or cannot, be held off. */
function keepEntry(item: Runnable, now: number, keep: (until: string) => void, refusal: string | null) {
  const isIdle = item.idle && ["IDLE", "WARN", "CULL"].includes(item.idle.verdict);
  const usual = isIdle ? usualChoice(keepChoices(item.idle!, now)) : undefined;
  if (!usual) return [];
  const label = texts.idle.keepShort(clockTime(Date.parse(usual.until), now));
  return [menuItem(label, () => keep(usual.until), refusal)];
}

interface PrimaryActionProps {
  noun: Noun;
  item: Runnable;
  place: ActionPlace;
  commands: Commands;
  onStart: () => void;
}

/** The one button or link that is most likely wanted. */
function PrimaryAction(props: PrimaryActionProps) {
  const action = () => primaryActionOf(props.item, props.commands.frozen());
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
            title={texts.actions.connectTo(props.item.name)}
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
          aria-busy={props.commands.isBusy(props.item.id)}
          onClick={props.onStart}
        >
          {texts.actions.start}
        </button>
      </Match>
      <Match when={as("showWhy") && props.place === "details" && suggestedLog(props.noun, props.item)}>
        {(path) => <A class="button" href={path()}>{texts.actions.showLog}</A>}
      </Match>
      <Match when={as("showWhy") && props.place === "row"}>
        <A class="button" href={detailsPath(props.noun, props.item.namespace, props.item.name)}>
          {texts.actions.showWhy}
        </A>
      </Match>
    </Switch>
  );
}
