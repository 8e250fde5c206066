import { HOST } from "./certificates.ts";

/** Of etcd, whose clients show certificates of an authority of its own. */
export function etcdFlags(dir: string, url: string): string[] {
  const pki = `${dir}/etcd-pki`;
  return [
    `--data-dir=${dir}/etcd`,
    `--listen-client-urls=${url}`,
    `--advertise-client-urls=${url}`,
    `--listen-peer-urls=http://${HOST}:0`,
    "--client-cert-auth=true",
    `--trusted-ca-file=${pki}/ca.crt`,
    `--cert-file=${pki}/server.crt`,
    `--key-file=${pki}/server.key`,
    // Survives a kill of the process, as all of it lies in the kernel by then; not a power cut.
    "--unsafe-no-fsync",
    "--log-level=warn",
  ];
}

/** Of kube-apiserver, with RBAC on and admission as kubeadm has it. */
export function apiserverFlags(dir: string, etcdUrl: string, port: number): string[] {
  const pki = `${dir}/pki`;
  return [
    `--bind-address=${HOST}`,
    `--secure-port=${port}`,
    `--etcd-servers=${etcdUrl}`,
    `--etcd-cafile=${dir}/etcd-pki/ca.crt`,
    `--etcd-certfile=${dir}/etcd-pki/client.crt`,
    `--etcd-keyfile=${dir}/etcd-pki/client.key`,
    `--tls-cert-file=${pki}/apiserver.crt`,
    `--tls-private-key-file=${pki}/apiserver.key`,
    `--client-ca-file=${pki}/ca.crt`,
    `--kubelet-certificate-authority=${pki}/ca.crt`,
    `--kubelet-client-certificate=${pki}/kubelet-client.crt`,
    `--kubelet-client-key=${pki}/kubelet-client.key`,
    "--kubelet-preferred-address-types=InternalIP",
    "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
    `--service-account-key-file=${pki}/sa.pub`,
    `--service-account-signing-key-file=${pki}/sa.key`,
    // A /24 is full after 254 Services.
    "--service-cluster-ip-range=10.96.0.0/16",
    "--authorization-mode=Node,RBAC",
    "--enable-admission-plugins=NodeRestriction",
    "--allow-privileged=true",
    // Endpoints may not be on loopback, where this apiserver is.
    "--endpoint-reconciler-type=none",
  ];
}

/** Of kube-controller-manager. */
export function controllerManagerFlags(dir: string, kubeconfig: string): string[] {
  return [
    `--kubeconfig=${kubeconfig}`,
    "--secure-port=0",
    "--leader-elect=false",
    "--use-service-account-credentials=true",
    `--root-ca-file=${dir}/pki/ca.crt`,
    // What signs a joined node's serving certificate; the file holds certificate and key.
    `--cluster-signing-cert-file=${dir}/pki/ca.pem`,
    `--cluster-signing-key-file=${dir}/pki/ca.pem`,
    `--service-account-private-key-file=${dir}/pki/sa.key`,
    "--service-cluster-ip-range=10.96.0.0/16",
    // The default of 20 requests a second would dominate everything that is measured.
    "--kube-api-qps=500",
    "--kube-api-burst=1000",
    "--concurrent-statefulset-syncs=20",
  ];
}

/** Of kube-scheduler, whose configuration is written beside its kubeconfig. */
export function schedulerFlags(kubeconfig: string): string[] {
  const config = kubeconfig.replace(/kubeconfig$/, "yaml");
  Deno.writeTextFileSync(
    config,
    JSON.stringify({
      apiVersion: "kubescheduler.config.k8s.io/v1",
      kind: "KubeSchedulerConfiguration",
      clientConnection: { kubeconfig, qps: 500, burst: 1000 },
      leaderElection: { leaderElect: false },
    }),
  );
  return [`--config=${config}`, "--secure-port=0"];
}
