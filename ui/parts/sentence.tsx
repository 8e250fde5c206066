import { For } from "solid-js";
import type { Sentence } from "../texts/mod.ts";

/** A sentence whose values are isolated, so that a name of another script does not turn it about. */
export function SentenceText(props: { of: Sentence }) {
  return <For each={props.of}>{(piece) => typeof piece === "string" ? piece : <bdi>{piece.value}</bdi>}</For>;
}
