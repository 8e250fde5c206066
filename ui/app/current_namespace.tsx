import { useLocation, useNavigate } from "@solidjs/router";
import { type Accessor, createContext, createEffect, createMemo, type ParentProps, useContext } from "solid-js";
import { useViewer } from "../data/mod.ts";
import { inNamespace, namespaceOf } from "./paths.ts";
import { rememberedNamespace, rememberNamespace } from "./view_memory.ts";

/** Which namespace the page is about. */
export interface CurrentNamespace {
  /** From the address, else the last one, else the first that may be seen; null while that is not known. */
  name: Accessor<string | null>;
  /** Goes to the list of another namespace. */
  choose(name: string): void;
}

const NamespaceContext = createContext<CurrentNamespace>();

/** Gives its children the namespace of the address. */
export function CurrentNamespaceProvider(props: ParentProps) {
  const location = useLocation();
  const navigate = useNavigate();
  const { viewer, namespaces } = useViewer();
  const isSeen = (name: string | null) => namespaces().some((each) => each.name === name);
  const fallback = () => {
    if (!viewer()) return null;
    const remembered = rememberedNamespace();
    return isSeen(remembered) ? remembered : namespaces()[0]?.name ?? null;
  };
  const name = createMemo(() => namespaceOf(location.pathname, location.search) ?? fallback());
  // The name is remembered only once it is known to exist, lest a mistyped link spoils the next visit.
  createEffect(() => isSeen(name()) && rememberNamespace(name()!));
  const choose = (next: string) => navigate(inNamespace(next, location.pathname, location.search));
  return <NamespaceContext.Provider value={{ name, choose }}>{props.children}</NamespaceContext.Provider>;
}

/** The namespace the page is about. */
export function useCurrentNamespace(): CurrentNamespace {
  const state = useContext(NamespaceContext);
  if (!state) throw new Error("Cannot use the namespace: no CurrentNamespaceProvider is above");
  return state;
}
