import { A } from "@solidjs/router";
import { detailsPath } from "../../app/paths.ts";

/** The name of a volume, which leads to its page. */
export function VolumeLink(props: { name: string; namespace: string }) {
  return <A href={detailsPath("volumes", props.namespace, props.name)}>{props.name}</A>;
}
