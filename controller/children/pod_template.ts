import type { Pod, StatefulSet } from "../../kube/mod.ts";

/** What a StatefulSet or a Deployment makes pods from. */
export type PodTemplate = NonNullable<StatefulSet["spec"]>["template"];
export type PodSpec = NonNullable<Pod["spec"]>;
export type Container = PodSpec["containers"][number];
