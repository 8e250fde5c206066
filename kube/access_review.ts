import { SUBJECT_ACCESS_REVIEWS } from "./builtins.ts";
import type { KubeClient } from "./client.ts";

/** Who asks, as authenticated by us. */
export interface Caller {
  name: string;
  uid?: string;
  groups: readonly string[];
  extra?: Readonly<Record<string, readonly string[]>>;
}

/** What is asked for; `group` is the API group, empty for core. */
export interface AccessAttributes {
  verb: string;
  group: string;
  resource: string;
  subresource?: string;
  namespace?: string;
  name?: string;
}

/** Asks the apiserver whether `caller` may do this; rejects when it cannot say, which callers take as no. */
export async function reviewAccess(
  client: KubeClient,
  caller: Caller,
  attributes: AccessAttributes,
  signal?: AbortSignal,
): Promise<boolean> {
  const review = await client.create(SUBJECT_ACCESS_REVIEWS, {
    spec: {
      user: caller.name,
      uid: caller.uid,
      groups: groupsOf(caller),
      extra: caller.extra && Object.fromEntries(Object.entries(caller.extra).map(([key, all]) => [key, [...all]])),
      resourceAttributes: attributes,
    },
  }, { signal });
  const { allowed, denied, evaluationError } = review.status ?? {};
  if (!allowed && evaluationError) throw new Error(`Cannot review access: ${evaluationError}`);
  return allowed === true && denied !== true;
}

/** The caller's groups with those that the apiserver itself would add: a review without them says no too often. */
export function groupsOf(caller: Caller): string[] {
  const account = /^system:serviceaccount:([^:]+):[^:]+$/.exec(caller.name);
  const implied = account ? ["system:serviceaccounts", `system:serviceaccounts:${account[1]}`] : [];
  return [...new Set([...caller.groups, ...implied, "system:authenticated"])];
}
