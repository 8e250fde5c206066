import { type Accessor, createContext, createEffect, createSignal, on, type ParentProps, useContext } from "solid-js";
import { type Fault, useConnection } from "../connection/mod.ts";
import { type Namespace, type Viewer, viewerQuery } from "./documents/mod.ts";

/** Who is looking, and what they may see. */
export interface ViewerState {
  /** Null until it is known. */
  viewer: Accessor<Viewer | null>;
  /** Why it is not known. */
  fault: Accessor<Fault | null>;
  namespaces: Accessor<readonly Namespace[]>;
  namespace(name: string | null): Namespace | undefined;
  /** Asks anew; to be called when somebody asks for it or rights have changed. */
  reload(): void;
}

const ViewerContext = createContext<ViewerState>();

/** Asks once who is looking, and gives it to its children. */
export function ViewerProvider(props: ParentProps) {
  const { query, badge } = useConnection();
  const [viewer, setViewer] = createSignal<Viewer | null>(null);
  const [fault, setFault] = createSignal<Fault | null>(null);
  const namespaces = () => viewer()?.namespaces.nodes ?? [];
  const reload = async () => {
    const outcome = await query(viewerQuery, {});
    if (outcome.data) setViewer(outcome.data.viewer);
    setFault(outcome.fault);
  };
  reload();
  // Once the server is back, as the streams tell, what failed before is asked for.
  createEffect(on(() => badge().kind === "live", (isLive) => isLive && fault() && reload(), { defer: true }));
  const state: ViewerState = {
    viewer,
    fault,
    namespaces,
    namespace: (name) => namespaces().find((each) => each.name === name),
    reload,
  };
  return <ViewerContext.Provider value={state}>{props.children}</ViewerContext.Provider>;
}

/** Who is looking. */
export function useViewer(): ViewerState {
  const state = useContext(ViewerContext);
  if (!state) throw new Error("Cannot use the viewer: no ViewerProvider is above");
  return state;
}
