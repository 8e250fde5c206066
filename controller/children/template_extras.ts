import { type Fields, isFields } from "../../kube/json_value.ts";

/** What an apiserver fills in, by the names of fields; the same value again is no change. */
const DEFAULTS: Fields = {
  dnsPolicy: "ClusterFirst",
  restartPolicy: "Always",
  schedulerName: "default-scheduler",
  securityContext: {},
  terminationGracePeriodSeconds: 30,
  terminationMessagePath: "/dev/termination-log",
  terminationMessagePolicy: "File",
  resources: {},
  protocol: "TCP",
  timeoutSeconds: 1,
  periodSeconds: 10,
  successThreshold: 1,
  failureThreshold: 3,
  scheme: "HTTP",
  defaultMode: 420,
  apiVersion: "v1",
  divisor: "0",
  volumeMode: "Filesystem",
  type: "",
  emptyDir: {},
};
/** By what items of lists are known, the first that an item has. */
const KEYS = ["name", "mountPath", "devicePath", "containerPort", "topologyKey", "ip"];

/**
 * Paths at which a template that an apiserver has answered holds what a desired one does not, other than defaults: an apply
 * of the desired one would take it off, where it is ours.
 */
export function templateExtras(live: unknown, desired: unknown, path = ""): string[] {
  if (Array.isArray(live)) return listExtras(live, Array.isArray(desired) ? desired : [], path);
  if (!isFields(live)) return [];
  const wanted = isFields(desired) ? desired : {};
  return Object.entries(live).flatMap(([name, value]) => {
    const place = path ? `${path}.${name}` : name;
    if (value === null || isEmpty(value)) return [];
    if (wanted[name] !== undefined && wanted[name] !== null) return templateExtras(value, wanted[name], place);
    return isDefault(name, value, live) ? [] : [place];
  });
}

function listExtras(live: readonly unknown[], desired: readonly unknown[], path: string): string[] {
  return live.flatMap((item, index) => {
    const key = isFields(item) ? KEYS.find((each) => item[each] !== undefined) : undefined;
    const place = key === undefined ? `${path}[${index}]` : `${path}[${key}=${(item as Fields)[key]}]`;
    const match = key === undefined
      ? desired[index]
      : desired.find((each) => isFields(each) && each[key] === (item as Fields)[key]);
    return match === undefined ? [place] : templateExtras(item, match, place);
  });
}

function isDefault(name: string, value: unknown, parent: Fields): boolean {
  if (name === "imagePullPolicy") return value === pullPolicyOf(String(parent.image ?? ""));
  if (name === "serviceAccount") return value === parent.serviceAccountName;
  return name in DEFAULTS && JSON.stringify(DEFAULTS[name]) === JSON.stringify(value);
}

/** Without a tag and a digest an image is `latest`. */
function pullPolicyOf(image: string): string {
  const tag = image.slice(image.lastIndexOf("/") + 1).split(":")[1];
  return !image.includes("@") && (tag === undefined || tag === "latest") ? "Always" : "IfNotPresent";
}

/** An empty map or list that nobody wants is none. */
function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
