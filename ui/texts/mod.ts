/** The words of the page. One language so far; a second one is a file of the same shape. */
export { bytes, cores, memoryQuantity, shortImage } from "./amounts.ts";
export { additionsSentence } from "./configurations_en.ts";
export { en as texts, type Texts } from "./en.ts";
export { explain, explainPlain, type ExplanationText } from "./explain.ts";
export { evidenceSentence, type IdleAct, idleAct, idleSentence, idleShort } from "./idle_en.ts";
export { REASON_CODES, type ReasonCode } from "./reason_codes.ts";
export type { NounWords } from "./noun_words.ts";
export { plain, say, type Sentence, type SentenceValue } from "./sentence.ts";
export { BADGE_MEANING, badgeWord, STATE_WORDS, WHY_NO_CONNECT } from "./states_en.ts";
export { MODE_WORDS, VOLUME_STATE_WORDS } from "./volumes_en.ts";
export {
  ago,
  clockTime,
  durationMs,
  fullTime,
  readableDuration,
  readableInstants,
  secondTime,
  type TimeStyle,
} from "./times.ts";
