/** Our nouns, by what they are called where a target names its kind. */
import type { Noun } from "./noun.ts";
import { NOTEBOOK_NOUN } from "./notebook_noun.ts";
import { TENSORBOARD_NOUN } from "./tensorboard_noun.ts";
import { VOLUME_NOUN } from "./volume_noun.ts";

export const NOUNS: Readonly<Record<"notebook" | "tensorboard" | "volume", Noun>> = {
  notebook: NOTEBOOK_NOUN as unknown as Noun,
  tensorboard: TENSORBOARD_NOUN as unknown as Noun,
  volume: VOLUME_NOUN as unknown as Noun,
};
