import { A } from "@solidjs/router";
import { type JSX, Match, Show, Switch } from "solid-js";
import { useCurrentNamespace } from "../../app/current_namespace.tsx";
import { listPath } from "../../app/paths.ts";
import { type Item, useViewer } from "../../data/mod.ts";
import { SentenceText } from "../../parts/mod.ts";
import { texts } from "../../texts/mod.ts";
import type { NounPages } from "../noun_pages.ts";
import { usePageTitle } from "../page_title.ts";
import "./create.css";

interface CreatePageProps<Of extends Item> {
  noun: NounPages<Of>;
  /** The form for a namespace. */
  children: (namespace: string) => JSX.Element;
}

/** Makes something new, for whoever may. */
export function CreatePage<Of extends Item>(props: CreatePageProps<Of>) {
  const { noun, words, useFeed, mayCreate } = props.noun;
  const { name } = useCurrentNamespace();
  const { namespace } = useViewer();
  // The list is where one goes from here: kept live, it is there at once.
  useFeed(name);
  usePageTitle(() => words.create);
  const rights = () => {
    const known = namespace(name());
    return known && mayCreate(known);
  };
  return (
    <>
      <div class="title-row">
        <h1>{words.create}</h1>
        <Show when={name()}>
          <span class="count">
            <SentenceText of={texts.create.into(name()!)} />
          </span>
        </Show>
      </div>
      <Switch>
        <Match when={rights()?.isAllowed === false}>
          <div class="notice" data-tone="warn">
            <p>
              {rights()!.reason ?? <SentenceText of={texts.create.notAllowed(name()!)} />}
            </p>
            <A class="button" href={listPath(noun, name())}>{words.backToList}</A>
          </div>
        </Match>
        <Match when={name()} keyed>{(known) => props.children(known)}</Match>
      </Switch>
    </>
  );
}
