import type { Verdict } from "./explanation.ts";
import { asDetail, enumerate } from "./wording.ts";

/** What Pod Security's checks are about; their own names in `k8s.io/pod-security-admission/policy`. */
const FORBIDDEN: Readonly<Record<string, string>> = {
  "allowPrivilegeEscalation != false": "gaining rights while it runs",
  "forbidden AppArmor profile": "an AppArmor profile of its own",
  "forbidden AppArmor profiles": "AppArmor profiles of its own",
  "forbidden sysctls": "settings of the machine's kernel",
  "host namespaces": "the machine's own network or processes",
  "host probes": "checks of other machines",
  "hostPath volumes": "folders of the machine",
  hostPort: "ports of the machine",
  "hostPorts": "ports of the machine",
  "non-default capabilities": "special rights",
  privileged: "full rights on the machine",
  "restricted volume types": "volumes of this kind",
  "runAsNonRoot != true": "running as root",
  "runAsUser=0": "running as root",
  seLinuxOptions: "SELinux options of its own",
  seccompProfile: "unfiltered calls to the system",
  "unrestricted capabilities": "special rights",
};

/** What a namespace's security level does not allow. */
export function readPodSecurity(message: string): Verdict | undefined {
  const match = /violates PodSecurity "([^":]+)[^"]*": (.*)$/s.exec(message);
  if (!match) return undefined;
  const checks = match[2].split(/\),\s*/).map((each) => each.replace(/\s*\(.*$/s, ""));
  const words = checks.map((each) => Object.hasOwn(FORBIDDEN, each) ? FORBIDDEN[each] : each);
  const detail = `the security level ${match[1]} does not allow ${enumerate([...new Set(words)])}`;
  return { reason: "RefusedByPolicy", parameters: { detail: asDetail(detail) } };
}
