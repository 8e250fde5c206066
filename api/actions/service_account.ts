import { ApiError, isNotFound, SERVICE_ACCOUNTS } from "../../kube/mod.ts";
import type { ApiContext } from "../context.ts";
import type { FieldError } from "./user_error.ts";

/** What Kubeflow's profiles make in each namespace for tools to run as. */
const KUBEFLOWS = "default-editor";
/** What Kubernetes itself makes in each namespace. */
const KUBERNETES = "default";

/**
 * As which ServiceAccount a tool runs in a namespace: the admin's where one is set, else Kubeflow's where the namespace
 * has it, else Kubernetes' own. An admin's that is not there is an error: nothing would ever start.
 */
export async function chooseServiceAccount(
  { client, serviceAccount, log }: Pick<ApiContext, "client" | "serviceAccount" | "log">,
  namespace: string,
): Promise<{ name: string } | { error: FieldError }> {
  const wanted = serviceAccount ?? KUBEFLOWS;
  try {
    await client.get(SERVICE_ACCOUNTS, { namespace, name: wanted });
    return { name: wanted };
  } catch (error) {
    if (isNotFound(error)) return serviceAccount ? { error: missing(namespace, wanted) } : { name: KUBERNETES };
    // Whoever may not look takes what is most likely there; Kubernetes has the last word.
    if (!(error instanceof ApiError) || error.code !== 403) throw error;
    log.warn("Cannot look for a ServiceAccount", { namespace, name: wanted, error });
    return { name: wanted };
  }
}

function missing(namespace: string, name: string): FieldError {
  return {
    type: "FieldError",
    code: "INVALID",
    message: `Servers here run as the ServiceAccount ${name}, and ${namespace} has none of this name.`,
    nextStep: "Choose another namespace, or show this to your admin.",
    path: ["namespace"],
  };
}
