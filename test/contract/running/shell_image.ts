import type { CatalogueEntry } from "../../../sandbox/images/catalogue.ts";
import { pod, podsOf } from "../objects.ts";
import { type Answer, type ContractTarget, eventually, ok } from "../target.ts";

/** The image of the pods that run here; nothing of it is pulled. */
export const SHELL: CatalogueEntry = {
  matches: /^contract\/shell$/,
  command: ["sh", "-c", "sleep 1000"],
  home: "/home/me",
};

/** A container that runs a script. */
export const shell = (script: string, name = "main"): Answer => ({
  ...{ name, image: "contract/shell", command: ["sh", "-c", script] },
});

/** A pod of the node whose container runs a script; it is not started again unless `spec` says so. */
export const shellPod = (name: string, script: string, spec: Answer = {}): Answer => {
  const body = pod(name, { restartPolicy: "Never", containers: [shell(script)], ...spec });
  delete body.spec.schedulerName;
  return { ...body, spec: { terminationGracePeriodSeconds: 1, ...body.spec } };
};

/** The pod once it is as is awaited. */
export function untilPod(
  cluster: ContractTarget,
  name: string,
  isDone: (pod: Answer) => boolean,
): Promise<Answer> {
  return eventually(() => ok(cluster, "GET", `${podsOf(cluster)}/${name}`), isDone);
}

/** Whether its containers have started. */
export const hasStarted = ({ status }: Answer): boolean =>
  (status.containerStatuses ?? []).length > 0 &&
  status.containerStatuses.every(({ state }: Answer) => state.running || state.terminated);

/** Whether it has ended. */
export const hasEnded = ({ status }: Answer): boolean => ["Succeeded", "Failed"].includes(status.phase);
