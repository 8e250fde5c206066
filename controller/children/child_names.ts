import type { NamedChild, ToolKind } from "../tool/tool_kind.ts";

/** The name of a child of the object `name`. */
export function childName(kind: ToolKind, child: NamedChild, namespace: string, name: string): string {
  return kind.prefixOf(child, namespace) + name;
}

/** The name of the object whose child would be called so; undefined where no object's would. */
export function objectNameOf(kind: ToolKind, child: NamedChild, namespace: string, name: string): string | undefined {
  const prefix = kind.prefixOf(child, namespace);
  return name.startsWith(prefix) && name.length > prefix.length ? name.slice(prefix.length) : undefined;
}
