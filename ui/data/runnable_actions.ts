import type { Refusal } from "./refusal.ts";

/** What can be done to anything with a server in it; each resolves to null when it worked. */
export interface RunnableActions {
  stop(id: string): Promise<Refusal | null>;
  start(id: string): Promise<Refusal | null>;
  restart(id: string): Promise<Refusal | null>;
  /** Holds off its stop for being idle until an instant (RFC 3339); null gives a hold up. */
  keep(id: string, until: string | null): Promise<Refusal | null>;
}
