import { readCulling } from "../../controller/culler/mod.ts";
import { type Environment, resolveConfig } from "../../platform/mod.ts";

/** Read by the Kubernetes client: where it is, before anything else is read. */
const OF_THE_CLIENT = ["KUBECONFIG", "KUBERNETES_SERVICE_HOST", "KUBERNETES_SERVICE_PORT"];

/** The names of all variables of the environment that `main.ts` reads, found by having it read them. */
export function variablesRead(): ReadonlySet<string> {
  const names = new Set(OF_THE_CLIENT);
  const watched: Environment = new Proxy({}, {
    get(_, name) {
      names.add(String(name));
      // Without a header nobody asks what stands before the name in it.
      return name === "USERID_HEADER" ? "kubeflow-userid" : undefined;
    },
  });
  resolveConfig(watched);
  readCulling(undefined, watched);
  return names;
}
