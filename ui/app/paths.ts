/** Where the list is. */
export const LIST = "/notebooks";

/** Where a new notebook is made. */
export function createPath(namespace: string | null): string {
  return namespace ? `${LIST}/new?ns=${encodeURIComponent(namespace)}` : `${LIST}/new`;
}

/** Where the details of a notebook are. */
export function detailsPath(namespace: string, name: string, tab: "" | "events" | "logs" = ""): string {
  const path = `${LIST}/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`;
  return tab ? `${path}/${tab}` : path;
}

/** The namespace an address is about; null where it names none. */
export function namespaceOf(pathname: string, search: string): string | null {
  const [, noun, second, third] = pathname.split("/");
  if (noun === "notebooks" && second && third) return decode(second);
  return new URLSearchParams(search).get("ns");
}

/** The list of a namespace; search and filter stay when one comes from a list, the form stays when one comes from it. */
export function listPath(namespace: string, pathname = "", search = ""): string {
  const isForm = pathname === `${LIST}/new`;
  const query = new URLSearchParams(pathname === LIST ? search : "");
  query.set("ns", namespace);
  return `${isForm ? `${LIST}/new` : LIST}?${query}`;
}

/** A piece of an address in clear; itself where it is no valid encoding. */
function decode(piece: string): string {
  try {
    return decodeURIComponent(piece);
  } catch {
    return piece;
  }
}
