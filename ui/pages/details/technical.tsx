import { For } from "solid-js";
import type { Item } from "../../data/mod.ts";
import { useToast } from "../../parts/mod.ts";
import { fullTime, texts } from "../../texts/mod.ts";
import { PairRow } from "./cards.tsx";

const words = texts.details;

/** The one place where Kubernetes words live; closed, since only an admin asks for them. */
export function Technical(props: { item: Item; commands: readonly string[] }) {
  const explanation = () => props.item.explanation;
  return (
    <details class="card wide technical">
      <summary>
        <h2>{words.cards.technical}</h2>
      </summary>
      <dl>
        <PairRow term={words.conditions}>
          <span class="mono">{`${props.item.state} / ${explanation().reason}`}</span>
        </PairRow>
        <PairRow term={words.since}>{fullTime(Date.parse(explanation().since))}</PairRow>
        <PairRow term={words.originalWords}>
          <span class="mono" lang="en">{explanation().technical ?? explanation().message}</span>
        </PairRow>
        <PairRow term={words.id}>
          <span class="mono">{props.item.id}</span>
        </PairRow>
      </dl>
      <h3>{words.commands}</h3>
      <For each={props.commands}>{(command) => <Command text={command} />}</For>
    </details>
  );
}

function Command(props: { text: string }) {
  const toast = useToast();
  const copy = async () => {
    const isCopied = await navigator.clipboard.writeText(props.text).then(() => true, () => false);
    toast(isCopied ? { kind: "note", title: words.copied } : { kind: "error", title: texts.actions.linkNotCopied });
  };
  return (
    <div class="command">
      <code>{props.text}</code>
      <button type="button" class="button quiet" aria-label={`${words.copy}: ${props.text}`} onClick={copy}>
        {words.copy}
      </button>
    </div>
  );
}
