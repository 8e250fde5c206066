/**
 * What the sandbox need not do, and why: a case that names one of these is a real control plane's alone. The rule behind
 * all of them: a case is the sandbox's if our own code or a kubectl command of `kubectl/` uses it.
 */
export const EXEMPTIONS = {
  "collections are deleted one by one":
    "Our code deletes objects by name, and so does kubectl delete --all: nobody sends a deletecollection.",
  "JSON is what everybody takes":
    "Our code and every kubectl command accept JSON and turn it into YAML themselves; the sandbox answers nothing else.",
  "a namespace says only that it goes":
    "Our code reads of a namespace whether it is going, and shows what still holds an object on that object itself.",
  "Events are read in the core group":
    "Our code, kubectl get events and kubectl describe all read and write v1 Events; events.k8s.io is the same store.",
  "roles are written by the administrator alone":
    "The sandbox gives nobody else the right to write roles, and our code writes none: there is nothing to weigh.",
  "every right is given by a role of ours":
    "The sandbox's users and ServiceAccounts are bound to roles that name their rules; nothing of ours refers to " +
    "Kubernetes' own roles or adds to them.",
  "only workloads are scaled":
    "None of our definitions declares a scale; kubectl scale is for StatefulSets and Deployments, whose scale the sandbox has.",
  "objects keep the form in which they were written":
    "The sandbox's definitions change with its code; our code reads objects of any age and relies on no default in them.",
  "definitions are proven where they are real":
    "Our definitions are generated, and a real apiserver accepts them in every run of this suite: a sandbox that checked " +
    "schemas of schemas would find nothing else.",
  "schemas say types, bounds and keys":
    "None of our definitions has rules in CEL, alternatives beyond int-or-string, or objects inside objects.",
  "quotas have no scopes, and LimitRanges no ratios":
    "What our users meet are quotas on amounts and counts and LimitRanges with defaults and bounds; an administrator's " +
    "finer tools change none of the words that our code explains.",
  "a StatefulSet makes all of its pods itself":
    "Our controller never orphans a StatefulSet's pods, and none of the kubectl commands does without being told.",
  "revisions are not kept":
    "Our code keeps its own record of what a notebook was, and kubectl rollout history and undo are not among its " +
    "commands: rules.md leaves the history of revisions to the real plane.",
  "claims are made by name":
    "Our notebooks mount claims that somebody made by name; nothing of ours writes volumeClaimTemplates.",
  "a claim's volume is its directory":
    "Our code reads claims and their Events, never PersistentVolumes; in the sandbox a claim is its directory.",
} as const;

/** The name of an exemption. */
export type Exemption = keyof typeof EXEMPTIONS;
