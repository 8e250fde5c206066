const KEY = "atelier-namespace";

/** The namespace that was looked at last; null where none is remembered. */
export function rememberedNamespace(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** Remembers the namespace for the next visit. */
export function rememberNamespace(name: string): void {
  try {
    localStorage.setItem(KEY, name);
  } catch {
    // Storage may be forbidden: then the next visit begins with the first namespace.
  }
}
