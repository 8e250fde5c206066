/** The nouns that have pages, in the order of the navigation. */
export const NOUNS = ["notebooks", "tensorboards", "volumes"] as const;
/** What a list, its forms and details are about: the first part of their address. */
export type Noun = (typeof NOUNS)[number];
/** The tabs of the details that have an address of their own. */
export type DetailsTab = "events" | "logs";

/** Where the list of a noun is. */
export function listRoute(noun: Noun): string {
  return `/${noun}`;
}

/** Where something new is made. */
export function createPath(noun: Noun, namespace: string | null): string {
  const path = `${listRoute(noun)}/new`;
  return namespace ? `${path}?ns=${encodeURIComponent(namespace)}` : path;
}

/** Where the details of one thing are. */
export function detailsPath(noun: Noun, namespace: string, name: string, tab: DetailsTab | null = null): string {
  const path = `${listRoute(noun)}/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`;
  return tab ? `${path}/${tab}` : path;
}

/** What is shown in a new tab while a volume's files are being opened. */
export function filesPath(namespace: string, name: string): string {
  return `${detailsPath("volumes", namespace, name)}/files`;
}

/** The noun an address is about; null where it is about none. */
export function nounOf(pathname: string): Noun | null {
  const [, first] = pathname.split("/");
  return NOUNS.find((noun) => noun === first) ?? null;
}

/** The namespace an address is about; null where it names none. */
export function namespaceOf(pathname: string, search: string): string | null {
  const [, , second, third] = pathname.split("/");
  if (nounOf(pathname) && second && third) return decode(second);
  return new URLSearchParams(search).get("ns");
}

/** The list of a noun in a namespace. */
export function listPath(noun: Noun, namespace: string | null): string {
  return namespace ? `${listRoute(noun)}?ns=${encodeURIComponent(namespace)}` : listRoute(noun);
}

/**
 * The same page in another namespace: search and filter of a list stay, a form stays a form, and from the details one
 * goes to the list.
 */
export function inNamespace(namespace: string, pathname: string, search: string): string {
  const noun = nounOf(pathname) ?? NOUNS[0];
  if (pathname === `${listRoute(noun)}/new`) return createPath(noun, namespace);
  const query = new URLSearchParams(pathname === listRoute(noun) ? search : "");
  query.set("ns", namespace);
  return `${listRoute(noun)}?${query}`;
}

/** A piece of an address in clear; itself where it is no valid encoding. */
function decode(piece: string): string {
  try {
    return decodeURIComponent(piece);
  } catch {
    return piece;
  }
}
