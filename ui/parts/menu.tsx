import { createSignal, type JSX, lazy, Suspense } from "solid-js";

/** What stands in a menu. */
export type MenuEntry =
  | {
    kind: "item";
    label: string;
    onSelect: () => void;
    /** Why it cannot be chosen now: it can still be reached, and says so. */
    refusal?: string | null;
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
  onOpenChange?: (isOpen: boolean) => void;
}

// The menu itself is a third of the first load: the page is drawn without it, and it follows at once.
const MenuBody = lazy(() => import("./menu_body.tsx"));

/** A button that opens a menu. Pressed or focused before the menu has come, it keeps that. */
export function MenuButton(props: MenuButtonProps) {
  const [early, setEarly] = createSignal<"pressed" | "focused" | null>(null);
  const standIn = () => (
    <button
      type="button"
      class={props.class ?? "button quiet square"}
      aria-label={props.label}
      aria-haspopup="menu"
      onClick={() => setEarly("pressed")}
      onFocus={() => setEarly((before) => before ?? "focused")}
      onBlur={() => setEarly((before) => before === "focused" ? null : before)}
    >
      {props.button}
    </button>
  );
  return (
    <Suspense fallback={standIn()}>
      <MenuBody {...props} early={early()} />
    </Suspense>
  );
}
