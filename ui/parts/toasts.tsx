import { createContext, createSignal, For, type ParentProps, Show, useContext } from "solid-js";
import { type Clock, useClock } from "../clock/mod.ts";
import { texts } from "../texts/mod.ts";
import { Icon } from "./icon.tsx";

/** A remark that lies over the page for a while; errors stay until dismissed. */
export interface Toast {
  kind: "note" | "error";
  title: string;
  /** More about it, such as the server's own words. */
  detail?: string | null;
  nextStep?: string | null;
}

type ShowToast = (toast: Toast) => void;

const NOTE_MS = 6_000;
const MAX_SHOWN = 4;
const ToastsContext = createContext<ShowToast>();

/** Gives its children a way to show toasts, and shows them. */
export function ToastsProvider(props: ParentProps) {
  const { toasts, show, dismiss } = createToasts(useClock());
  const of = (kind: Toast["kind"]) => toasts().filter((toast) => toast.kind === kind);
  return (
    <ToastsContext.Provider value={show}>
      {props.children}
      <div class="toasts">
        <div role="alert">
          <For each={of("error")}>{(toast) => <ToastCard toast={toast} onDismiss={() => dismiss(toast)} />}</For>
        </div>
        <div role="status">
          <For each={of("note")}>{(toast) => <ToastCard toast={toast} onDismiss={() => dismiss(toast)} />}</For>
        </div>
      </div>
    </ToastsContext.Provider>
  );
}

/** Shows a toast. */
export function useToast(): ShowToast {
  const show = useContext(ToastsContext);
  if (!show) throw new Error("Cannot show a toast: no ToastsProvider is above");
  return show;
}

function createToasts(clock: Clock) {
  const [toasts, setToasts] = createSignal<readonly Toast[]>([]);
  const dismiss = (toast: Toast) => setToasts((before) => before.filter((each) => each !== toast));
  const show = (toast: Toast) => {
    setToasts((before) => [...before, toast].slice(-MAX_SHOWN));
    if (toast.kind === "note") clock.after(NOTE_MS, () => dismiss(toast));
  };
  return { toasts, show, dismiss };
}

function ToastCard(props: { toast: Toast; onDismiss: () => void }) {
  return (
    <div class="toast" data-tone={props.toast.kind === "error" ? "error" : "ok"}>
      <Icon name={props.toast.kind === "error" ? "error" : "check"} />
      <div class="toast-words">
        <strong>{props.toast.title}</strong>
        <Show when={props.toast.detail}>{(detail) => <p>{detail()}</p>}</Show>
        <Show when={props.toast.nextStep}>
          {(step) => (
            <p>
              <em>{step()}</em>
            </p>
          )}
        </Show>
      </div>
      <button type="button" class="button quiet square" aria-label={texts.app.dismiss} onClick={props.onDismiss}>
        <Icon name="close" />
      </button>
    </div>
  );
}
