import { type KeyPair, openPki, type Pki, writeSecret } from "../../platform/pki/mod.ts";

/** Where everything listens. */
export const HOST = "127.0.0.1";

/** A control plane's certificates: its own authority's, and a client of etcd. */
export interface Certificates {
  pki: Pki;
  etcdClient: KeyPair & { ca: string };
}

/** Makes a control plane's authorities, certificates and keys below `dir`: `pki/` and `etcd-pki/`. */
export async function makeCertificates(dir: string): Promise<Certificates> {
  const etcdClient = await makeEtcdCertificates(`${dir}/etcd-pki`);
  const pki = await openPki(`${dir}/pki`, () => new Date());
  Deno.writeTextFileSync(`${dir}/pki/ca.crt`, pki.ca);
  await makeApiserverCertificates(pki, `${dir}/pki`);
  await makeTokenKeys(`${dir}/pki`);
  return { pki, etcdClient };
}

/** An authority of its own: who may speak to etcd may do everything. */
async function makeEtcdCertificates(dir: string): Promise<KeyPair & { ca: string }> {
  const pki = await openPki(dir, () => new Date());
  const server = await pki.issue("server", { name: "etcd", hosts: [HOST, "localhost"], isPeer: true });
  const client = await pki.issue("client", { name: "kube-apiserver-etcd-client" });
  writePair(dir, "server", server);
  writePair(dir, "client", client);
  Deno.writeTextFileSync(`${dir}/ca.crt`, pki.ca);
  return { ca: pki.ca, ...client };
}

async function makeApiserverCertificates(pki: Pki, dir: string): Promise<void> {
  const hosts = [HOST, "10.96.0.1", "localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc"];
  writePair(dir, "apiserver", await pki.issue("apiserver", { name: "kube-apiserver", hosts }));
  writePair(dir, "kubelet-client", await pki.issue("kubelet-client", { name: "kube-apiserver-kubelet-client" }));
}

/** What signs and checks the tokens of ServiceAccounts. */
async function makeTokenKeys(dir: string): Promise<void> {
  const keys = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const pem = async (format: "pkcs8" | "spki", label: string, key: CryptoKey) => {
    const base64 = new Uint8Array(await crypto.subtle.exportKey(format, key)).toBase64();
    return `-----BEGIN ${label}-----\n${base64.replace(/(.{64})(?=.)/g, "$1\n")}\n-----END ${label}-----\n`;
  };
  writeSecret(`${dir}/sa.key`, await pem("pkcs8", "PRIVATE KEY", keys.privateKey));
  Deno.writeTextFileSync(`${dir}/sa.pub`, await pem("spki", "PUBLIC KEY", keys.publicKey));
}

function writePair(dir: string, name: string, { cert, key }: KeyPair): void {
  Deno.writeTextFileSync(`${dir}/${name}.crt`, cert);
  writeSecret(`${dir}/${name}.key`, key);
}
