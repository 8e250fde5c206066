import type { KubeConfig, KubeUser, PemSource } from "./kube_config.ts";

/** What a connection needs (PEM texts) and what each request carries. */
export interface Credentials {
  tls: { ca?: string; cert?: string; key?: string };
  headers: readonly (readonly [name: string, value: string])[];
}

/** What client-node fills in. */
interface PluginAnswer {
  headers: Record<string, string>;
  cert?: string;
  key?: string;
}

/** Gets a user's credentials; a plugin's may be remembered unless the server has refused them. */
export type ReadCredentials = (isRefused?: boolean) => Promise<Credentials>;

/** A source of the user's credentials that reads files and asks plugins anew at each call. */
export function createCredentials(config: KubeConfig): ReadCredentials {
  const { user } = config;
  // kubectl, too, sends no credentials in the clear.
  if (config.server.startsWith("http:")) return () => Promise.resolve({ tls: {}, headers: [] });
  const askPlugin = user.plugin && createPlugin(user.plugin);
  return async (isRefused = false) => {
    const answer = await askPlugin?.(isRefused);
    const [ca, cert, key] = await Promise.all([config.ca, user.cert, user.key].map(readPem));
    const tls = { ca, cert: answer?.cert ?? cert, key: answer?.key ?? key };
    const plugged = Object.entries(answer?.headers ?? {});
    const own = (await headersOf(user)).filter(([name]) => plugged.length === 0 || name !== "authorization");
    return { tls, headers: [...own, ...plugged] };
  };
}

async function headersOf(user: KubeUser): Promise<[string, string][]> {
  const { basic, impersonate } = user;
  const headers: [string, string][] = [];
  const token = user.tokenFile ? await readToken(user.tokenFile) : user.token;
  if (token) headers.push(["authorization", `Bearer ${token}`]);
  else if (basic) headers.push(["authorization", `Basic ${btoa(`${basic.username}:${basic.password}`)}`]);
  if (impersonate) headers.push(["impersonate-user", impersonate.user]);
  for (const group of impersonate?.groups ?? []) headers.push(["impersonate-group", group]);
  return headers;
}

/** A file that is being written may be empty for a moment: without a token the request would be nobody's. */
async function readToken(path: string): Promise<string> {
  const token = (await Deno.readTextFile(path)).trim();
  if (token === "") throw new Error(`the token file ${path} is empty`);
  return token;
}

async function readPem(source: PemSource | undefined): Promise<string | undefined> {
  if (!source) return undefined;
  return "text" in source ? source.text : await Deno.readTextFile(source.file);
}

/** Exec plugins and auth providers are client-node's, which remembers a credential until it expires. */
function createPlugin(fields: Readonly<Record<string, unknown>>): (isRefused: boolean) => Promise<PluginAnswer> {
  let loaded: Promise<{ applyToHTTPSOptions(options: never): Promise<void> }> | undefined;
  const load = async () => {
    // Loaded where it is needed only: it costs 80 MB and seconds.
    const { KubeConfig } = await import("@kubernetes/client-node");
    const config = new KubeConfig();
    const cluster = { name: "plugin", server: "https://localhost", skipTLSVerify: false };
    config.loadFromClusterAndUser(cluster, { ...fields, authProvider: fields["auth-provider"], name: "plugin" });
    return config;
  };
  return async (isRefused) => {
    if (isRefused) loaded = undefined;
    const answer: PluginAnswer = { headers: {} };
    await (await (loaded ??= load())).applyToHTTPSOptions(answer as never);
    return answer;
  };
}
