import type { ServerType } from "./server_type.ts";

/** One image that the admin offers. */
export interface ImageOption {
  reference: string;
  displayName: string;
  description?: string;
  isDeprecated?: boolean;
}

/** The images of one kind of server, as the admin lists them. */
export interface ImageGroup {
  serverType: ServerType;
  displayName: string;
  allowsCustom: boolean;
  /** Reference of the image that is used where none is chosen. */
  default?: string;
  isReadOnly?: boolean;
  options: readonly ImageOption[];
}

/** The option with this reference in any group. */
export function findImageOption(groups: readonly ImageGroup[], reference: string): ImageOption | undefined {
  return groups.flatMap((group) => group.options).find((option) => option.reference === reference);
}

/** The last part of an image's reference, without registry, tag and digest: `minimal-notebook`. */
export function shortImageName(reference: string): string {
  const path = reference.split("@")[0];
  const last = path.slice(path.lastIndexOf("/") + 1);
  return last.split(":")[0] || reference;
}
