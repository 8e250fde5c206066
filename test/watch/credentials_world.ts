import * as x509 from "@peculiar/x509";
import {
  createKubeClient,
  type KubeClient,
  type KubeUser,
  loadKubeConfig,
  NAMESPACES,
  PODS,
  type ReflectedStore,
  SERVICE_ACCOUNTS,
  type ServiceAccount,
  startReflector,
  transportFromKubeConfig,
} from "../../kube/mod.ts";
import { readTokenKey, signToken } from "../../kube/service_accounts/mod.ts";
import { toTokenClaims } from "../../kube/service_accounts/token_claims.ts";
import { createLog } from "../../platform/log.ts";
import { type ControlPlane, startControlPlane } from "../controlplane/control_plane.ts";
import { NetworkProxy } from "./network_proxy.ts";

const NAMESPACE = "credentials";
/** A server takes a token for a minute longer than it says. */
const LEEWAY_SECONDS = 60;

/** A real control plane on which credentials of every kind can be had and ended. */
export interface CredentialsWorld extends AsyncDisposable {
  readonly plane: ControlPlane;
  readonly proxy: NetworkProxy;
  readonly admin: KubeClient;
  /** For files of credentials. */
  readonly dir: string;
  /** Starts a client and its watch, through the proxy. */
  watchAs(user: KubeUser): Watching;
  /** A token of the `default` ServiceAccount that ends with the pod `holder`, which is made for it. */
  boundToken(holder: string): Promise<string>;
  endToken(holder: string): Promise<void>;
  /** A token that the server takes for so many seconds from now. */
  briefToken(seconds: number): Promise<string>;
  /** A client certificate of an administrator that is good for so many seconds. */
  briefCertificate(name: string, seconds: number): Promise<{ cert: string; key: string }>;
  /** Makes a ServiceAccount, for watches to see. */
  make(name: string): Promise<void>;
}

/** A client with its watch of ServiceAccounts. */
export interface Watching {
  readonly client: KubeClient;
  readonly store: ReflectedStore<ServiceAccount>;
  /** What it has logged. */
  readonly lines: string[];
  /** How many watches it has asked for. */
  readonly asked: () => number;
  has(name: string): boolean;
  /** Any request that its credentials are needed for. */
  request(): Promise<unknown>;
  /** The user name that the server knows it by. */
  whoAmI(): Promise<string>;
}

/** Starts one; disposing of it ends everything. */
export async function startCredentialsWorld(): Promise<CredentialsWorld> {
  const plane = await startControlPlane({ say: console.log });
  const proxy = new NetworkProxy(plane.url);
  const admin = await plane.client();
  const dir = await Deno.makeTempDir({ prefix: "atelier-credentials-" });
  const over = new AbortController();
  const closing: (() => Promise<void>)[] = [];
  await admin.create(NAMESPACES, { metadata: { name: NAMESPACE } });
  await allowAccounts(admin);
  return {
    ...{ plane, proxy, admin, dir },
    watchAs(user) {
      const { watching, close } = startWatching(plane, proxy.url, user, over.signal);
      closing.push(close);
      return watching;
    },
    async boundToken(holder) {
      const containers = [{ name: "main", image: "example.org/nothing" }];
      await admin.create(PODS, {
        metadata: { namespace: NAMESPACE, name: holder },
        spec: { schedulerName: "nobody", containers },
      });
      return await requestToken(admin, { apiVersion: "v1", kind: "Pod", name: holder });
    },
    endToken: (name) => admin.delete(PODS, { namespace: NAMESPACE, name }),
    briefToken: (seconds) => signBriefly(plane, admin, seconds),
    briefCertificate: (name, seconds) => issueBriefly(plane, name, seconds),
    make: async (name) => void await admin.create(SERVICE_ACCOUNTS, { metadata: { namespace: NAMESPACE, name } }),
    async [Symbol.asyncDispose]() {
      over.abort();
      for (const close of closing) await close();
      await proxy[Symbol.asyncDispose]();
      await plane.stop();
      await Deno.remove(dir, { recursive: true });
    },
  };
}

function startWatching(plane: ControlPlane, server: string, user: KubeUser, signal: AbortSignal) {
  const { ca } = loadKubeConfig({ KUBECONFIG: plane.kubeconfig });
  const transport = transportFromKubeConfig({ server, ca, user });
  let watches = 0;
  const client = createKubeClient({
    fetch(lane, path, init) {
      if (lane === "watch") watches++;
      return transport.fetch(lane, path, init);
    },
  });
  const lines: string[] = [];
  const log = createLog({ level: "debug", write: (line) => lines.push(line) });
  const store = startReflector(client, SERVICE_ACCOUNTS, { namespace: NAMESPACE, log }, signal);
  const watching: Watching = {
    ...{ client, store, lines, asked: () => watches },
    has: (name) => store.get(`${NAMESPACE}/${name}`) !== undefined,
    request: () => client.list(SERVICE_ACCOUNTS, { namespace: NAMESPACE }),
    whoAmI: async () => (await post(client, "/apis/authentication.k8s.io/v1/selfsubjectreviews", {})).userInfo.username,
  };
  const close = () => store.finished.then(() => transport.close?.());
  return { watching, close };
}

// deno-lint-ignore no-explicit-any -- a review's status, or a TokenRequest's
async function post(client: KubeClient, path: string, body: unknown): Promise<any> {
  const headers = { "content-type": "application/json" };
  const response = await client.fetch("request", path, { method: "POST", headers, body: JSON.stringify(body) });
  const answer = await response.json();
  if (!response.ok) throw new Error(`Cannot POST ${path}: ${answer.message}`);
  return answer.status;
}

const requestToken = async (admin: KubeClient, boundObjectRef: unknown): Promise<string> =>
  (await post(admin, `/api/v1/namespaces/${NAMESPACE}/serviceaccounts/default/token`, {
    spec: { boundObjectRef, expirationSeconds: 600 },
  })).token;

async function allowAccounts(admin: KubeClient): Promise<void> {
  const path = `/apis/rbac.authorization.k8s.io/v1/namespaces/${NAMESPACE}`;
  const metadata = { name: "watcher" };
  const rules = [{ apiGroups: [""], resources: ["serviceaccounts"], verbs: ["get", "list", "watch"] }];
  await post(admin, `${path}/roles`, { metadata, rules });
  const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "watcher" };
  const subjects = [{ kind: "ServiceAccount", name: "default", namespace: NAMESPACE }];
  await post(admin, `${path}/rolebindings`, { metadata, roleRef, subjects });
}

/** Signs with the control plane's own key a token of an hour, which is over but for these seconds. */
async function signBriefly(plane: ControlPlane, admin: KubeClient, seconds: number): Promise<string> {
  const account = await admin.get(SERVICE_ACCOUNTS, { namespace: NAMESPACE, name: "default" });
  const key = readTokenKey(await Deno.readTextFile(`${plane.dir}/pki/sa.key`));
  const begun = new Date(Date.now() - (3600 + LEEWAY_SECONDS - seconds) * 1000);
  const wanted = { audiences: ["https://kubernetes.default.svc.cluster.local"], expirationSeconds: 3600 };
  const binding = { account: { metadata: account.metadata } };
  return signToken(toTokenClaims(binding, wanted, { now: begun, id: crypto.randomUUID() }), key);
}

async function issueBriefly(plane: ControlPlane, name: string, seconds: number) {
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const [caCert, caKey] = (await Deno.readTextFile(`${plane.dir}/pki/ca.pem`)).split(/(?=-----BEGIN PRIVATE KEY)/);
  const keys = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const pkcs8 = x509.PemConverter.decodeFirst(caKey);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: "0102",
    subject: new x509.Name([{ CN: [name] }, { O: ["system:masters"] }]),
    issuer: new x509.X509Certificate(caCert).subject,
    notBefore: new Date(Date.now() - 60_000),
    notAfter: new Date(Date.now() + seconds * 1000),
    publicKey: keys.publicKey,
    signingKey: await crypto.subtle.importKey("pkcs8", pkcs8, algorithm, false, ["sign"]),
    signingAlgorithm: algorithm,
    extensions: [new x509.ExtendedKeyUsageExtension(["1.3.6.1.5.5.7.3.2"])],
  });
  const key = await crypto.subtle.exportKey("pkcs8", keys.privateKey);
  return { cert: certificate.toString("pem"), key: x509.PemConverter.encode(key, "PRIVATE KEY") };
}
