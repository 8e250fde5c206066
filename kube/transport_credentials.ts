import type { KubeConfig } from "@kubernetes/client-node";

/** What a connection needs (PEM texts) and what each request carries. */
export interface Credentials {
  tls: { ca?: string; cert?: string; key?: string };
  headers: Record<string, string>;
}

/** What client-node fills in; it types the values for node's https, which takes buffers too. */
interface HttpsOptions {
  headers: Record<string, string>;
  ca?: Uint8Array | string;
  cert?: Uint8Array | string;
  key?: Uint8Array | string;
  auth?: string;
}

/**
 * Resolves the current user's credentials anew: certificate files, token files and exec plugins are asked each time,
 * save for what client-node itself remembers (a token file for a minute, an exec credential until it expires).
 */
export async function resolveCredentials(kubeConfig: KubeConfig): Promise<Credentials> {
  // kubectl, too, sends no credentials in the clear.
  if (kubeConfig.getCurrentCluster()?.server.startsWith("http:")) return { tls: {}, headers: {} };
  const options: HttpsOptions = { headers: {} };
  await kubeConfig.applyToHTTPSOptions(options as Parameters<KubeConfig["applyToHTTPSOptions"]>[0]);
  const headers = { ...options.headers };
  if (options.auth) headers.Authorization = `Basic ${btoa(options.auth)}`;
  if (headers.Authorization) headers.Authorization = headers.Authorization.trim();
  return { tls: { ca: toText(options.ca), cert: toText(options.cert), key: toText(options.key) }, headers };
}

function toText(pem: Uint8Array | string | undefined): string | undefined {
  return typeof pem === "object" ? new TextDecoder().decode(pem) : pem;
}
