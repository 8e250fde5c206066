import type { ToolObject } from "../../kube/explain/mod.ts";
import { canonicalJson, type CullingStatus } from "../../kube/mod.ts";

/** What the culler found last of each object, for its status; nothing in it outlives the process. */
export class CullingFindings {
  readonly #found = new Map<string, { uid: string | undefined; status: CullingStatus | undefined }>();

  /** Takes what was found of a tool key; answers whether that is news. Where culling is off there is nothing to say. */
  take(key: string, status: CullingStatus, object: ToolObject): boolean {
    const next = status.verdict === "off" ? undefined : status;
    const isNews = canonicalJson(next) !== canonicalJson(this.of(key, object));
    this.#found.set(key, { uid: object.metadata.uid, status: next });
    return isNews;
  }

  /** What the status is to carry: until the first look what it carries already. */
  of(key: string, object: ToolObject): CullingStatus | undefined {
    const found = this.#found.get(key);
    return found?.uid === object.metadata.uid ? found?.status : object.status?.culling;
  }

  forget(key: string): void {
    this.#found.delete(key);
  }
}
