import { type Fields, isFields, isSame } from "../json_value.ts";

/** What Kubernetes writes into a pod where nobody says anything: by the time of admission it is there. */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  apiVersion: "v1",
  defaultMode: 0o644,
  divisor: "0",
  expirationSeconds: 3600,
  failureThreshold: 3,
  operator: "Equal",
  optional: false,
  periodSeconds: 10,
  protocol: "TCP",
  readOnly: false,
  scheme: "HTTP",
  stdin: false,
  stdinOnce: false,
  successThreshold: 1,
  terminationMessagePath: "/dev/termination-log",
  terminationMessagePolicy: "File",
  timeoutSeconds: 1,
  tty: false,
};

/** Where Kubernetes mounts the token of a pod's ServiceAccount into every container. */
const TOKEN_PATH = "/var/run/secrets/kubernetes.io/serviceaccount";

/**
 * Whether two items of a pod's lists (variables, volumes, containers) mean the same: what Kubernetes fills in by itself is
 * no difference. Kubeflow takes it for one, and so refuses pods that ask for exactly what a PodDefault gives.
 */
export function isSameItem(a: unknown, b: unknown): boolean {
  const [left, right] = [bare(a), bare(b)];
  if (!isFields(left) || !isFields(right)) return isSame(left, right);
  // The default depends on the image's tag.
  if (left.imagePullPolicy === undefined || right.imagePullPolicy === undefined) {
    delete left.imagePullPolicy;
    delete right.imagePullPolicy;
  }
  return isSame(left, right);
}

/** A copy without what is empty or as it is by default. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((each) => !isTokenMount(each)).map(bare);
  if (!isFields(value)) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, bare(each)] as const);
  return Object.fromEntries(entries.filter(([key, each]) => !isEmpty(each) && DEFAULTS[key] !== each));
}

const isTokenMount = (value: unknown) => isFields(value) && (value as Fields).mountPath === TOKEN_PATH;

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (isFields(value)) return Object.keys(value).length === 0;
  return value === undefined || value === null || value === "";
}
