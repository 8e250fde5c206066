import { For, type JSX, type ParentProps, Show } from "solid-js";
import type { Notebook } from "../../data/mod.ts";
import { Amount, SentenceText, useToast, When } from "../../parts/mod.ts";
import { bytes, cores, fullTime, texts } from "../../texts/mod.ts";
import { StartProgress } from "./start_progress.tsx";
import { currentStep } from "./start_steps.ts";

const words = texts.details;

/** What a notebook is, in cards; what only an admin asks for stands closed at the end. */
export function Overview(props: { notebook: Notebook }) {
  return (
    <div class="cards">
      <Show when={currentStep(props.notebook)}>
        <Card title={words.cards.steps} isWide>
          <StartProgress notebook={props.notebook} />
        </Card>
      </Show>
      <ResourcesCard notebook={props.notebook} />
      <FilesCard notebook={props.notebook} />
      <Card title={words.cards.image}>
        <p>{props.notebook.image.displayName}</p>
        <Show when={props.notebook.image.description}>
          <p class="muted">{props.notebook.image.description}</p>
        </Show>
        <p class="mono">{props.notebook.image.reference}</p>
      </Card>
      <Card title={words.cards.about}>
        <dl>
          <Row term={words.type}>{words.types[props.notebook.serverType]}</Row>
          <Row term={words.creator}>{props.notebook.creator ?? words.unknownCreator}</Row>
          <Row term={words.created}>
            <When at={props.notebook.createdAt} as="time" />
          </Row>
        </dl>
      </Card>
      <Technical notebook={props.notebook} />
    </div>
  );
}

function Card(props: ParentProps<{ title: string; isWide?: boolean }>) {
  return (
    <section class="card" classList={{ wide: props.isWide }}>
      <h2>{props.title}</h2>
      {props.children}
    </section>
  );
}

function Row(props: ParentProps<{ term: string }>): JSX.Element {
  return (
    <div class="pair-row">
      <dt>{props.term}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function ResourcesCard(props: { notebook: Notebook }) {
  const resources = () => props.notebook.resources;
  const limit = (amount: { value: number } | null, write: (value: number) => string) => (
    <Show when={amount}>
      {(known) => (
        <span class="muted">
          {", "}
          <SentenceText of={words.atMost(write(known().value))} />
        </span>
      )}
    </Show>
  );
  return (
    <Card title={words.cards.resources}>
      <dl>
        <Row term={words.cpu}>
          <Amount of={resources().cpu} unit="cores" />
          {limit(resources().cpuLimit, cores)}
        </Row>
        <Row term={words.memory}>
          <Amount of={resources().memory} unit="bytes" />
          {limit(resources().memoryLimit, bytes)}
        </Row>
      </dl>
    </Card>
  );
}

function FilesCard(props: { notebook: Notebook }) {
  return (
    <Card title={words.cards.files}>
      <ul class="plain-list">
        <For each={props.notebook.volumes} fallback={<li class="muted">{words.noFiles}</li>}>
          {(volume) => (
            <li>
              <bdi>{volume.claim}</bdi>{" "}
              <span class="muted">
                <SentenceText of={words.mountedAt(volume.mountPath)} />
                {volume.isWorkspace ? `, ${words.workspace}` : ""}
                {volume.readOnly ? `, ${words.readOnly}` : ""}
              </span>
            </li>
          )}
        </For>
      </ul>
    </Card>
  );
}

/** The one place where Kubernetes words live. */
function Technical(props: { notebook: Notebook }) {
  const explanation = () => props.notebook.explanation;
  const commands = () => {
    const { namespace, name } = props.notebook;
    return [
      `kubectl get notebook,statefulset,pod,service -n ${namespace} -l notebook-name=${name}`,
      `kubectl describe notebook ${name} -n ${namespace}`,
      `kubectl logs ${name}-0 -n ${namespace} --follow`,
    ];
  };
  return (
    <details class="card wide technical">
      <summary>
        <h2>{words.cards.technical}</h2>
      </summary>
      <dl>
        <Row term={words.conditions}>
          <span class="mono">{`${props.notebook.state} / ${explanation().reason}`}</span>
        </Row>
        <Row term={words.since}>{fullTime(Date.parse(explanation().since))}</Row>
        <Row term={words.originalWords}>
          <span class="mono" lang="en">{explanation().technical ?? explanation().message}</span>
        </Row>
        <Row term={words.id}>
          <span class="mono">{props.notebook.id}</span>
        </Row>
      </dl>
      <h3>{words.commands}</h3>
      <For each={commands()}>{(command) => <Command text={command} />}</For>
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
