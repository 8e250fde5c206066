import { createEffect, For, Match, Show, Switch } from "solid-js";
import { useViewer } from "../data/mod.ts";
import { texts } from "../texts/mod.ts";
import { useCurrentNamespace } from "./current_namespace.tsx";

/** Marks the chooser, so that a page which cannot be seen can send the focus to it. */
export const NAMESPACE_CHOOSER_ID = "namespace-chooser";

/** Chooses the namespace; plain text where there is only one. */
export function NamespaceChooser() {
  const { namespaces } = useViewer();
  const { name, choose } = useCurrentNamespace();
  const isUnlisted = () => name() !== null && !namespaces().some((each) => each.name === name());
  const hasChoice = () => namespaces().length > 1 || (namespaces().length === 1 && isUnlisted());
  let select: HTMLSelectElement | undefined;
  createEffect(() => {
    namespaces();
    isUnlisted();
    // Options may come after the value: the select then has to be told again.
    if (select) select.value = name() ?? "";
  });
  return (
    <Switch>
      <Match when={hasChoice()}>
        <label class="chooser">
          <span class="visually-hidden">{texts.app.namespace}</span>
          <select
            ref={select}
            id={NAMESPACE_CHOOSER_ID}
            value={name() ?? ""}
            onChange={(event) => choose(event.currentTarget.value)}
          >
            <Show when={isUnlisted()}>
              <option value={name()!}>{name()}</option>
            </Show>
            <For each={namespaces()}>
              {(each) => <option value={each.name}>{`${each.displayName} (${texts.roles[each.role]})`}</option>}
            </For>
          </select>
        </label>
      </Match>
      <Match when={namespaces().length === 1}>
        <span class="chooser-text">
          <span class="visually-hidden">{texts.app.namespace}</span> {namespaces()[0]!.displayName}
        </span>
      </Match>
    </Switch>
  );
}
