import { hasForm } from "../name_forms.ts";

/** What stands before namespace and name in the user name of a ServiceAccount. */
const PREFIX = "system:serviceaccount:";

/** The user name of a ServiceAccount. */
export const userNameOf = (namespace: string, name: string): string => `${PREFIX}${namespace}:${name}`;

/** The groups of every ServiceAccount of a namespace. */
export const accountGroups = (namespace: string): string[] => [
  "system:serviceaccounts",
  `system:serviceaccounts:${namespace}`,
];

/** The ServiceAccount that a user name is of; undefined for other users. */
export function accountOf(userName: string): { namespace: string; name: string } | undefined {
  const [namespace, name, ...more] = userName.startsWith(PREFIX) ? userName.slice(PREFIX.length).split(":") : [];
  if (!namespace || !name || more.length > 0) return undefined;
  return hasForm(namespace, "label") && hasForm(name, "subdomain") ? { namespace, name } : undefined;
}
