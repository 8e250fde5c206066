import { parse } from "@std/yaml";

/** A PEM text, or the file that holds it, which is read anew whenever it is needed. */
export type PemSource = { text: string } | { file: string };

/** Where an apiserver is and how one of its users authenticates: one context of a kubeconfig, resolved. */
export interface KubeConfig {
  /** Without a slash at its end. */
  readonly server: string;
  readonly ca?: PemSource;
  readonly proxyUrl?: string;
  /** The context's, or the pod's own. */
  readonly namespace?: string;
  readonly user: KubeUser;
}

/** How a user authenticates; several may be given. */
export interface KubeUser {
  readonly cert?: PemSource;
  readonly key?: PemSource;
  readonly token?: string;
  /** Wins over `token`; rotated by whoever owns it. */
  readonly tokenFile?: string;
  readonly basic?: { readonly username: string; readonly password: string };
  /** Who the requests are made as, where the user may impersonate. */
  readonly impersonate?: { readonly user: string; readonly groups: readonly string[] };
  /** The user as the kubeconfig has it, where an exec plugin or an auth provider gets the credentials. */
  readonly plugin?: Readonly<Record<string, unknown>>;
}

/** The file of a kubeconfig and its text. */
export interface KubeConfigFile {
  path: string;
  text: string;
}

type Fields = Record<string, unknown>;

/** Resolves the current context, or `context`, of kubeconfigs; of several entries with one name the first counts. */
export function parseKubeConfig(files: readonly KubeConfigFile[], context?: string): KubeConfig {
  const documents = files.map(({ path, text }) => ({ path, fields: (parse(text) ?? {}) as Fields }));
  const find = (list: string, name: unknown, kind: string): Found => {
    for (const { path, fields } of documents) {
      const entry = ((fields[list] ?? []) as Fields[]).find((each) => each.name === name);
      if (entry) return { path, fields: (entry[kind] ?? {}) as Fields };
    }
    throw new Error(`Cannot use the kubeconfig ${files[0]?.path}: it has no ${kind} ${name}.`);
  };
  const current = context ?? documents.map(({ fields }) => fields["current-context"]).find(Boolean);
  if (!current) throw new Error(`Cannot use the kubeconfig ${files[0]?.path}: it has no current-context.`);
  const { fields: chosen } = find("contexts", current, "context");
  const cluster = find("clusters", chosen.cluster, "cluster");
  return {
    ...toCluster(cluster, String(chosen.cluster)),
    namespace: chosen.namespace as string | undefined,
    user: toUser(find("users", chosen.user, "user")),
  };
}

/** An entry and the file that it stands in, to which its paths are relative. */
interface Found {
  path: string;
  fields: Fields;
}

function toCluster({ path, fields }: Found, name: string): Omit<KubeConfig, "user" | "namespace"> {
  for (const key of ["insecure-skip-tls-verify", "tls-server-name"]) {
    if (fields[key]) throw new Error(`Cannot connect to cluster ${name}: its ${key} is not supported.`);
  }
  if (typeof fields.server !== "string") throw new Error(`Cannot connect to cluster ${name}: it has no server.`);
  return {
    server: fields.server.replace(/\/+$/, ""),
    ca: toPem(path, fields, "certificate-authority"),
    proxyUrl: fields["proxy-url"] as string | undefined,
  };
}

function toUser({ path, fields }: Found): KubeUser {
  const { token, tokenFile, username, password, as: user, "as-groups": groups } = fields as Record<string, string>;
  return {
    cert: toPem(path, fields, "client-certificate"),
    key: toPem(path, fields, "client-key"),
    token,
    tokenFile: tokenFile && beside(path, tokenFile),
    basic: username ? { username, password: password ?? "" } : undefined,
    impersonate: user ? { user, groups: (groups ?? []) as unknown as string[] } : undefined,
    plugin: fields.exec || fields["auth-provider"] ? fields : undefined,
  };
}

/** Data win over a file, as in kubectl. */
function toPem(path: string, fields: Fields, key: string): PemSource | undefined {
  const data = fields[`${key}-data`];
  if (data) return { text: atob(String(data)) };
  return fields[key] ? { file: beside(path, String(fields[key])) } : undefined;
}

/** A path in a kubeconfig is relative to the kubeconfig. */
function beside(path: string, file: string): string {
  if (/^(\/|[A-Za-z]:[\\/])/.test(file)) return file;
  return `${path.slice(0, Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1)}${file}`;
}
