import type { AuditEvent } from "../bench/audit_log.ts";
import type { Manifest } from "./build_manifests.ts";

/** `verb group/resource`, such as `patch apps/statefulsets`; the core group has no name. */
export type Right = string;

interface Rule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
}

/** What the roles among manifests give to a ServiceAccount, whichever way. */
export function rightsGranted(manifests: readonly Manifest[], account: string): Set<Right> {
  const bindings = manifests.filter(({ kind, subjects }) =>
    /Binding$/.test(kind!) && subjects.some(({ name }: { name: string }) => name === account)
  );
  const roles = bindings.map(({ roleRef }) =>
    manifests.find(({ kind, metadata }) => kind === roleRef.kind && metadata.name === roleRef.name)!
  );
  return new Set(roles.flatMap(({ rules }) => rules).flatMap(expand));
}

function expand({ apiGroups, resources, verbs }: Rule): Right[] {
  return apiGroups.flatMap((group) =>
    resources.flatMap((resource) => verbs.map((verb) => right(verb, group, resource)))
  );
}

const right = (verb: string, group: string, resource: string) => `${verb} ${group ? `${group}/` : ""}${resource}`;

/** What a user asked of an apiserver, by an audit log: allowed or not. */
export function rightsAsked(events: readonly AuditEvent[], user: string): { used: Set<Right>; refused: Set<Right> } {
  const asked = { used: new Set<Right>(), refused: new Set<Right>() };
  for (const { user: { username }, verb, objectRef, responseStatus } of events) {
    if (username !== user || !objectRef) continue;
    const { apiGroup = "", resource, subresource } = objectRef;
    const into = responseStatus?.code === 403 ? asked.refused : asked.used;
    into.add(right(verb, apiGroup, subresource ? `${resource}/${subresource}` : resource));
  }
  return asked;
}
