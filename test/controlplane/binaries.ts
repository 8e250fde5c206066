/** The Kubernetes that tests run against. */
export const KUBERNETES_VERSION = "1.36.3";

/** A program of the control plane, or one that tests use beside it. */
export type BinaryName = "etcd" | "kube-apiserver" | "kube-controller-manager" | "kube-scheduler" | "kubectl" | "kwok";

/** How a program is known, and where it is had. */
export interface Binary {
  name: BinaryName;
  /** What prints its version. */
  versionArgs: string[];
  /** Whether a version that is there already may be used: `[major, minor]`. */
  accepts: (version: readonly [number, number]) => boolean;
  /** Such as `1.36`, for the words. */
  wanted: string;
  /** The folder of `modules/` whose go.mod builds it, and its package there. */
  module: "kubernetes" | "kwok";
  package: string;
}

const isKubernetes = ([major, minor]: readonly [number, number]) => major === 1 && minor === 36;
const kubernetes = (name: BinaryName): Binary => ({
  ...{ name, versionArgs: ["--version"], accepts: isKubernetes, wanted: "1.36", module: "kubernetes" },
  package: `k8s.io/kubernetes/cmd/${name}`,
});

/** What a control plane is made of, and what tests use beside it. */
export const BINARIES: Readonly<Record<BinaryName, Binary>> = {
  etcd: {
    ...{ name: "etcd", versionArgs: ["--version"], wanted: "≥ 3.5", module: "kubernetes" },
    accepts: ([major, minor]) => major === 3 && minor >= 5,
    package: "go.etcd.io/etcd/server/v3",
  },
  "kube-apiserver": kubernetes("kube-apiserver"),
  "kube-controller-manager": kubernetes("kube-controller-manager"),
  "kube-scheduler": kubernetes("kube-scheduler"),
  kubectl: {
    ...kubernetes("kubectl"),
    ...{ versionArgs: ["version", "--client", "-o", "json"], wanted: "≥ 1.30" },
    accepts: ([major, minor]) => major === 1 && minor >= 30,
  },
  kwok: {
    ...{ name: "kwok", versionArgs: ["--version"], wanted: "≥ 0.7", module: "kwok" },
    accepts: ([major, minor]) => major > 0 || minor >= 7,
    package: "sigs.k8s.io/kwok/cmd/kwok",
  },
};

/** The programs of a control plane. */
export const CONTROL_PLANE: readonly BinaryName[] = [
  "etcd",
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
];

/** The version in what a program prints of itself, such as `Kubernetes v1.36.3` or `etcd Version: 3.6.8`. */
export function parseVersion(output: string): { text: string; minor: readonly [number, number] } | undefined {
  const found = /\bv?(\d+)\.(\d+)(\.\d+[\w.+-]*)?/.exec(/"gitVersion":\s*"([^"]+)"/.exec(output)?.[1] ?? output);
  if (!found) return undefined;
  return { text: found[0].replace(/^v/, ""), minor: [Number(found[1]), Number(found[2])] };
}

/** The command that builds programs of one module into `directory`, each with its version told to it. */
export function buildCommand(packages: readonly string[], directory: string): string[] {
  const [major, minor] = KUBERNETES_VERSION.split(".");
  const set = (name: string, value: string) => `-X ${name}=${value}`;
  const flags = [
    set("k8s.io/component-base/version.gitVersion", `v${KUBERNETES_VERSION}`),
    set("k8s.io/component-base/version.gitMajor", major),
    set("k8s.io/component-base/version.gitMinor", minor),
    set("sigs.k8s.io/kwok/pkg/consts.Version", "v0.7.0"),
  ];
  return [
    // Niced: tests run beside it, and their bounds are not made for it.
    ...["nice", "-n", "10", "go", "build", "-v", "-mod=readonly", "-trimpath", "-buildvcs=false"],
    ...["-ldflags", `-s -w ${flags.join(" ")}`],
    ...["-o", `${directory}/`, ...packages],
  ];
}

/** The name under which `go build -o directory/` leaves a package's program: its last part that is no version. */
export function builtName(packagePath: string): string {
  return packagePath.split("/").filter((part) => !/^v\d+$/.test(part)).at(-1)!;
}
