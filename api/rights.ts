import type { Log } from "../platform/log.ts";
import type { AccessCache, Caller } from "../kube/mod.ts";
import { type Access, toAttributes } from "./access.ts";
import { forbidden, requestError } from "./request_error.ts";

/** What one caller may do, as Kubernetes itself says. */
export interface Rights {
  /** Whether the caller may; without a namespace: everywhere. Rejects with UNAVAILABLE when it cannot be found out. */
  may(access: Access, namespace?: string, name?: string): Promise<boolean>;
  /** Rejects with FORBIDDEN unless the caller may. */
  require(access: Access, namespace?: string, name?: string): Promise<void>;
  /** Those of `namespaces` in which the caller may. */
  filter(access: Access, namespaces: readonly string[]): Promise<string[]>;
}

/** The rights of `caller`, by SubjectAccessReview through `cache`. */
export function rightsOf(caller: Caller, cache: AccessCache, log: Log): Rights {
  const may = async (access: Access, namespace?: string, name?: string) => {
    try {
      return await cache.review(caller, toAttributes(access, namespace, name));
    } catch (error) {
      log.warn("Cannot review access", { verb: access.verb, resource: access.resource, namespace, error });
      throw requestError("UNAVAILABLE", "Cannot find out what you may do: Kubernetes does not answer. Try again.");
    }
  };
  return {
    may,
    async require(access, namespace, name) {
      if (!await may(access, namespace, name)) throw forbidden(access, namespace);
    },
    async filter(access, namespaces) {
      if (namespaces.length > 1 && await may(access)) return [...namespaces];
      const verdicts = await Promise.all(namespaces.map((namespace) => may(access, namespace)));
      return namespaces.filter((_, index) => verdicts[index]);
    },
  };
}
