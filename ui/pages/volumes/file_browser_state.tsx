import type { Volume } from "../../data/mod.ts";
import { ExplanationText, STATE_TONE, StateIcon } from "../../parts/mod.ts";
import { STATE_WORDS, texts } from "../../texts/mod.ts";

/** How the file browser of a volume is, and why. Its log is nowhere on the page, so nobody is sent there. */
export function FileBrowserState(props: { of: NonNullable<Volume["fileBrowser"]>; role?: "status" }) {
  const next = () =>
    props.of.explanation.suggestions.includes("SHOW_LOGS") ? [texts.volumes.actions.openAgain] : undefined;
  return (
    <p class="place" role={props.role}>
      <StateIcon state={props.of.state} />
      <span>
        <strong data-tone={STATE_TONE[props.of.state]}>{STATE_WORDS[props.of.state]}</strong>
        {" · "}
        <ExplanationText of={props.of.explanation} next={next()} />
      </span>
    </p>
  );
}
