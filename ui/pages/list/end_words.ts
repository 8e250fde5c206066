import { isDenied, isSignedOut } from "../../connection/mod.ts";
import type { FeedStatus } from "../../data/mod.ts";
import { clockTime, type Sentence, texts } from "../../texts/mod.ts";

/** A feed that is over. */
export type EndedStatus = Extract<FeedStatus, { kind: "ended" }>;

/** Why what is shown does not change any more. */
export function endWords(ended: EndedStatus, namespace: string): Sentence {
  const time = clockTime(ended.at, ended.at);
  if (isSignedOut(ended.fault)) return [`${texts.app.signedOut} ${texts.app.signedOutNext}`];
  return isDenied(ended.fault) ? texts.list.accessEnded(namespace, time) : texts.list.streamEnded(time);
}
