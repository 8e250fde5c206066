import { useNavigate } from "@solidjs/router";
import { type Accessor, onCleanup } from "solid-js";
import { SEARCH_ID } from "./list_toolbar.tsx";

/** `/` goes to the search, `n` to a new notebook; not while one types, nor in a menu or dialog. */
export function useListKeys(newPath: Accessor<string>): void {
  const navigate = useNavigate();
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
    if (event.key === "/") {
      event.preventDefault();
      document.getElementById(SEARCH_ID)?.focus();
    }
    if (event.key === "n") navigate(newPath());
  };
  addEventListener("keydown", onKey);
  onCleanup(() => removeEventListener("keydown", onKey));
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, select, textarea, [role=menu], [role=dialog]") !== null;
}
