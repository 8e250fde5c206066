import type { Pod } from "../builtins.ts";

/** A pod's containers with what the kubelet says of each, init containers first. */
export function containersOf(pod: Pod) {
  const { initContainers = [], containers = [] } = pod.spec ?? {};
  const { initContainerStatuses = [], containerStatuses = [] } = pod.status ?? {};
  return [
    ...initContainers.map((container) => withStatus(container, initContainerStatuses, true)),
    ...containers.map((container) => withStatus(container, containerStatuses, false)),
  ];
}

type Container = NonNullable<Pod["spec"]>["containers"][number];
type ContainerStatus = NonNullable<NonNullable<Pod["status"]>["containerStatuses"]>[number];

function withStatus(container: Container, statuses: readonly ContainerStatus[], isInit: boolean) {
  return { container, isInit, status: statuses.find((each) => each.name === container.name) };
}
