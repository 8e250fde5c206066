import { useNavigate } from "@solidjs/router";
import { Match, Switch } from "solid-js";
import { createPath, detailsPath, filesPath } from "../../app/paths.ts";
import { useVolumeActions, type Volume } from "../../data/mod.ts";
import { Icon, RefusedButton } from "../../parts/mod.ts";
import { texts } from "../../texts/mod.ts";
import { useCommands } from "../actions/commands.ts";
import { menuItem } from "../actions/more_menu.tsx";
import type { ItemActions } from "../noun_pages.ts";
import { browseActionOf, closeRefusal, deleteRefusal, filesWord } from "./file_browser.ts";

const words = texts.volumes.actions;

/** What can be done to volumes: browse their files, close that again, show their logs, delete. */
export function useVolumeItemActions(whyFrozen: () => string | null): ItemActions<Volume> {
  const navigate = useNavigate();
  const actions = useVolumeActions();
  const commands = useCommands("volumes", whyFrozen);
  const open = (volume: Volume) =>
    commands.run(volume, () => actions.openFiles(volume.id), words.openFailed(volume.name));
  const close = (volume: Volume) =>
    commands.run(volume, () => actions.closeFiles(volume.id), words.closeFailed(volume.name));
  return {
    frozen: commands.frozen,
    primary: (volume) => <Browse volume={volume()} frozen={commands.frozen()} onOpen={() => void open(volume())} />,
    menu(volume, place, onDelete) {
      const frozen = commands.frozen();
      const { namespace, name } = volume;
      const openDetails = () => navigate(detailsPath("volumes", namespace, name));
      const showLogs = () => navigate(`${createPath("tensorboards", namespace)}&volume=${encodeURIComponent(name)}`);
      return [
        ...(place === "details" ? [] : [menuItem(texts.actions.openDetails, openDetails)]),
        menuItem(words.closeFiles, () => void close(volume), closeRefusal(volume, frozen)),
        menuItem(words.showLogs, showLogs),
        menuItem(texts.actions.copyLink, () => void commands.copyLink(volume)),
        { kind: "separator" },
        { ...menuItem(texts.actions.delete, onDelete, deleteRefusal(volume, frozen)), isDanger: true },
      ];
    },
  };
}

/** Leads to the files in a new tab; where they are not open yet, it opens them, and the tab waits for that. */
function Browse(props: { volume: Volume; frozen: string | null; onOpen: () => void }) {
  const action = () => browseActionOf(props.volume, props.frozen);
  const url = () => {
    const current = action();
    return current.kind === "go" ? current.url : filesPath(props.volume.namespace, props.volume.name);
  };
  const refusal = () => {
    const current = action();
    return current.kind === "refused" ? current.why : null;
  };
  return (
    <Switch>
      <Match when={refusal()}>{(why) => <RefusedButton why={why()}>{words.browse}</RefusedButton>}</Match>
      <Match when>
        <a
          class="button"
          classList={{ primary: filesWord(props.volume) === "open" }}
          href={url()}
          target="_blank"
          rel="noopener"
          title={words.browseIn(props.volume.name)}
          onClick={() => action().kind === "open" && props.onOpen()}
        >
          {words.browse}
          <Icon name="external" flips />
        </a>
      </Match>
    </Switch>
  );
}
