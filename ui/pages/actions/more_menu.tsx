import { Icon, MenuButton, type MenuEntry } from "../../parts/mod.ts";
import { texts } from "../../texts/mod.ts";

/** The button with three dots and what it opens. */
export function MoreMenu(props: { name: string; entries: readonly MenuEntry[] }) {
  return <MenuButton label={texts.actions.more(props.name)} button={<Icon name="more" />} entries={props.entries} />;
}

/** An entry of a menu; `refusal` says why it cannot be chosen now. */
export function menuItem(label: string, onSelect: () => void, refusal: string | null = null) {
  return { kind: "item" as const, label, onSelect, refusal };
}
