import type { AccessAttributes } from "../kube/mod.ts";

/** A verb on a resource, as `@access` prints it; `resource` is `plural.group`, or the plural alone for core. */
export interface Access {
  readonly verb: string;
  readonly resource: string;
  readonly subresource?: string;
}

/** What can be done with one resource. */
export type ResourceAccess = Readonly<Record<"get" | "list" | "watch" | "create" | "patch" | "delete", Access>>;

/** Every right that the api ever asks for. */
export const ACCESS = {
  notebooks: verbsOn("notebooks.kubeflow.org"),
  tensorboards: verbsOn("tensorboards.tensorboard.kubeflow.org"),
  claims: verbsOn("persistentvolumeclaims"),
  viewers: verbsOn("pvcviewers.kubeflow.org"),
  podDefaults: verbsOn("poddefaults.kubeflow.org"),
  pods: verbsOn("pods"),
  events: verbsOn("events"),
  readLogs: { verb: "get", resource: "pods", subresource: "log" },
  grantRoles: { verb: "create", resource: "rolebindings.rbac.authorization.k8s.io" },
} as const;

function verbsOn(resource: string): ResourceAccess {
  return {
    get: { verb: "get", resource },
    list: { verb: "list", resource },
    watch: { verb: "watch", resource },
    create: { verb: "create", resource },
    patch: { verb: "patch", resource },
    delete: { verb: "delete", resource },
  };
}

/** The attributes that a SubjectAccessReview asks about; without a namespace: all of them. */
export function toAttributes(access: Access, namespace?: string, name?: string): AccessAttributes {
  const dot = access.resource.indexOf(".");
  const resource = dot < 0 ? access.resource : access.resource.slice(0, dot);
  const group = dot < 0 ? "" : access.resource.slice(dot + 1);
  return {
    verb: access.verb,
    group,
    resource,
    ...(access.subresource && { subresource: access.subresource }),
    ...(namespace && { namespace }),
    ...(name && { name }),
  };
}

const THINGS: Readonly<Record<string, string>> = {
  [ACCESS.notebooks.get.resource]: "notebooks",
  [ACCESS.tensorboards.get.resource]: "TensorBoards",
  [ACCESS.claims.get.resource]: "volumes",
  [ACCESS.viewers.get.resource]: "file browsers",
  [ACCESS.podDefaults.get.resource]: "configurations",
  pods: "servers",
  events: "events",
  "pods/log": "logs",
};
const DOINGS: Readonly<Record<string, string>> = { get: "see", list: "see", watch: "see", patch: "change" };

/** A refusal in a user's words: `You may not change notebooks in demo.` */
export function refusalWords(access: Access, namespace?: string): string {
  const { verb, resource, subresource } = access;
  const what = subresource ? `${resource}/${subresource}` : resource;
  const where = namespace ? `in ${namespace}` : "in all namespaces";
  return `You may not ${DOINGS[verb] ?? verb} ${THINGS[what] ?? what} ${where}.`;
}
