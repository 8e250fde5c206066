import { Show } from "solid-js";
import { useClock } from "../../clock/mod.ts";
import type { IdleReport } from "../../data/mod.ts";
import { MenuButton, type MenuEntry, RefusedButton } from "../../parts/mod.ts";
import { clockTime, texts } from "../../texts/mod.ts";
import { keepChoices } from "./keep_choices.ts";
import { menuItem } from "./more_menu.tsx";

const words = texts.idle;

interface KeepButtonProps {
  report: IdleReport | null;
  /** Why the viewer may not; null where they may. */
  refusal: string | null;
  isBusy: boolean;
  /** Null gives a hold up. */
  onChoose: (until: string | null) => void;
}

/** A button that offers until when something can be kept running; nothing where nothing would stop it. */
export function KeepButton(props: KeepButtonProps) {
  const isPossible = () => Boolean(props.report?.keepAtMost) && props.report?.keepAtMost !== "PT0S";
  return <Show when={isPossible() && props.report}>{(report) => <Known {...props} report={report()} />}</Show>;
}

function Known(props: KeepButtonProps & { report: IdleReport }) {
  const clock = useClock();
  const entries = (): MenuEntry[] => {
    const now = clock.now();
    const times = keepChoices(props.report, now).map(({ until, lengthMs }) => {
      const time = clockTime(Date.parse(until), now);
      const label = lengthMs === null ? words.keepLongest(time) : words.keepFor(lengthWords(lengthMs), time);
      return menuItem(label, () => props.onChoose(until));
    });
    return props.report.keepUntil ? [...times, menuItem(words.release, () => props.onChoose(null))] : times;
  };
  const refusal = () => props.refusal ?? (entries().length === 0 ? words.keepUsedUp : null);
  return (
    <div aria-busy={props.isBusy}>
      <Show
        when={refusal()}
        fallback={<MenuButton class="button" align="start" button={words.keep} entries={entries()} />}
      >
        {(why) => <RefusedButton why={why()}>{words.keep}</RefusedButton>}
      </Show>
    </div>
  );
}

function lengthWords(ms: number): string {
  const hours = ms / 3_600_000;
  if (hours < 24) return `${hours} h`;
  return hours === 24 ? "1 day" : `${hours / 24} days`;
}
