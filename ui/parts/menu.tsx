import { createSignal, type JSX } from "solid-js";
import { texts } from "../texts/mod.ts";
import { lazyPart, type Trouble } from "./lazy_part.tsx";
import { useToast } from "./toasts.tsx";

/** What stands in a menu. */
export type MenuEntry =
  | {
    kind: "item";
    label: string;
    onSelect: () => void;
    /** Why it cannot be chosen now: it can still be reached, and says so. */
    refusal?: string | null;
    /** What one should know before choosing it. */
    note?: string | null;
    isDanger?: boolean;
  }
  | { kind: "separator" }
  | {
    kind: "choices";
    label: string;
    value: string;
    options: readonly { value: string; label: string }[];
    onChange: (value: string) => void;
  };

/** A button with a menu. */
export interface MenuButtonProps {
  /** What the button shows. */
  button: JSX.Element;
  /** The name of the button where what it shows is no words. */
  label?: string;
  class?: string;
  entries: readonly MenuEntry[];
  /** Which of its edges the menu is in line with; the end where nothing is said. */
  align?: "start" | "end";
  onOpenChange?: (isOpen: boolean) => void;
}

// The menu itself is a third of the first load: the page is drawn without it, and it follows at once.
const MenuBody = lazyPart(() => import("./menu_body.tsx"));

/** A button that opens a menu. Pressed or focused before the menu has come, it keeps that. */
export function MenuButton(props: MenuButtonProps) {
  const [early, setEarly] = createSignal<"pressed" | "focused" | null>(null);
  const toast = useToast();
  const press = async (ask: Trouble["ask"]) => {
    setEarly("pressed");
    if (!await ask()) toast({ kind: "error", title: texts.app.partAway, nextStep: texts.app.partAwayNext });
  };
  const standIn = ({ ask }: Trouble) => (
    <button
      type="button"
      class={props.class ?? "button quiet square"}
      aria-label={props.label}
      aria-haspopup="menu"
      onClick={() => void press(ask)}
      onFocus={() => setEarly((before) => before ?? "focused")}
      onBlur={() => setEarly((before) => before === "focused" ? null : before)}
    >
      {props.button}
    </button>
  );
  return <MenuBody {...props} early={early()} standIn={standIn} />;
}
