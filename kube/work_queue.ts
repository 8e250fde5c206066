/** What a reconcile asks for next: nothing, or to be run again after a while. */
export type Next = { kind: "done" } | { kind: "after"; ms: number };
