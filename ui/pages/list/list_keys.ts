import { useNavigate } from "@solidjs/router";
import { type Accessor, onCleanup } from "solid-js";
import { SEARCH_ID } from "./list_toolbar.tsx";
import { isPlainKey } from "../typing.ts";

/** `/` goes to the search, `n` to something new; not while one types, nor in a menu or dialog. */
export function useListKeys(newPath: Accessor<string>): void {
  const navigate = useNavigate();
  const onKey = (event: KeyboardEvent) => {
    if (!isPlainKey(event)) return;
    if (event.key === "/") {
      event.preventDefault();
      document.getElementById(SEARCH_ID)?.focus();
    }
    if (event.key === "n") navigate(newPath());
  };
  addEventListener("keydown", onKey);
  onCleanup(() => removeEventListener("keydown", onKey));
}
