import { canonicalJson, keyOf, type KubeObject } from "../../kube/mod.ts";

/** How long one apply serves all; after it somebody may have deleted or changed what was applied. */
const FRESH_MS = 60_000;

/** Remembers which ConfigMaps were applied a moment ago: hundreds of notebooks of a namespace share one. */
export class SharedConfigs {
  readonly #applied = new Map<string, { body: string; atMs: number }>();

  /** Whether this very body was applied within the last minute. */
  isFresh(body: KubeObject, nowMs: number): boolean {
    const known = this.#applied.get(keyOf(body));
    return known !== undefined && nowMs - known.atMs < FRESH_MS && known.body === canonicalJson(body);
  }

  remember(body: KubeObject, nowMs: number): void {
    this.#applied.set(keyOf(body), { body: canonicalJson(body), atMs: nowMs });
  }
}
