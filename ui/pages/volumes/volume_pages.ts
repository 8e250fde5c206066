import { useVolumes, type Volume } from "../../data/mod.ts";
import { lazyPart } from "../../parts/mod.ts";
import { texts, VOLUME_STATE_WORDS } from "../../texts/mod.ts";
import type { NounPages } from "../noun_pages.ts";
import { namesOf, usersOf } from "./volume_use.ts";
import { useVolumeItemActions } from "./volume_actions.tsx";

/** Volumes, as their pages see them. */
export const VOLUMES: NounPages<Volume> = {
  noun: "volumes",
  words: texts.volumes.words,
  stateWord: ({ state }) => VOLUME_STATE_WORDS[state],
  sentence(volume) {
    if (volume.explanation.reason !== "VolumeReady" || !volume.usedBy) return null;
    return texts.volumes.usedBy(namesOf(usersOf(volume)));
  },
  useFeed: useVolumes,
  useActions: useVolumeItemActions,
  DeleteDialog: lazyPart(() => import("./delete_dialog.tsx")),
  mayCreate: (namespace) => namespace.can.createVolume,
};
