import { A, useNavigate } from "@solidjs/router";
import { For, onCleanup } from "solid-js";
import { Icon } from "../parts/mod.ts";
import { isPlainKey } from "../pages/typing.ts";
import { texts } from "../texts/mod.ts";
import { useCurrentNamespace } from "./current_namespace.tsx";
import { goKeys } from "./go_keys.ts";
import { listPath, type Noun, NOUNS } from "./paths.ts";

/** The way between the nouns, in the namespace one is in: beside the page, or below it on a narrow screen. */
export function Navigation() {
  const { name } = useCurrentNamespace();
  useGoKeys((noun) => listPath(noun, name()));
  return (
    <nav class="rail" aria-label={texts.app.navigation}>
      <For each={NOUNS}>
        {(noun) => (
          // The router marks the one whose address the page's address begins with.
          <A class="rail-link" href={listPath(noun, name())}>
            <Icon name={noun} />
            <span>{texts[noun].words.title}</span>
          </A>
        )}
      </For>
    </nav>
  );
}

/** `g n`, `g t` and so on go to the list of a noun. */
function useGoKeys(pathOf: (noun: Noun) => string) {
  const navigate = useNavigate();
  const read = goKeys(NOUNS);
  const onKey = (event: KeyboardEvent) => {
    if (!isPlainKey(event)) return;
    const noun = read(event.key, event.timeStamp);
    if (!noun) return;
    // The second letter means something else by itself.
    event.stopImmediatePropagation();
    navigate(pathOf(noun));
  };
  addEventListener("keydown", onKey, { capture: true });
  onCleanup(() => removeEventListener("keydown", onKey, { capture: true }));
}
