/** Effects: keeps certificates and keys in files. */
import * as x509 from "@peculiar/x509";

/** A certificate and its private key, both PEM. */
export interface KeyPair {
  cert: string;
  key: string;
}

/** What a certificate is for: a client's name and groups, or a server's addresses. */
export interface Subject {
  name: string;
  groups?: readonly string[];
  /** Names and addresses of a server; absent for clients. */
  hosts?: readonly string[];
  /** A server that is its own client too, as etcd is. */
  isPeer?: boolean;
}

/** The sandbox's certificate authority; everything that it issued is kept in its directory and given out again. */
export interface Pki {
  /** The authority's own certificate, PEM. */
  readonly ca: string;
  /** The certificate kept with its key as `<file>.pem`, issued where there is none of this subject or it ends within 30 days. */
  issue(file: string, subject: Subject): Promise<KeyPair>;
}

/** Of all keys here. */
export const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const DAY_MS = 86_400_000;
/** Extended key usages of RFC 5280. */
const SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
const CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

/** Opens the authority in `dir`, made at the first time. An effect: files of mode 0600. */
export async function openPki(dir: string, now: () => Date): Promise<Pki> {
  Deno.mkdirSync(dir, { recursive: true, mode: 0o700 });
  const subject = { name: "atelier-sandbox-ca" };
  const ca = await kept(dir, "ca", subject, now, () => makeAuthority(subject.name, now()));
  const authority = { cert: new x509.X509Certificate(ca.cert), key: await importKey(ca.key) };
  return {
    ca: ca.cert,
    issue: (file, subject) => kept(dir, file, subject, now, () => makeLeaf(subject, authority, now())),
  };
}

async function kept(dir: string, file: string, subject: Subject, now: () => Date, make: () => Promise<KeyPair>) {
  const path = `${dir}/${file}.pem`;
  try {
    const [cert, key] = Deno.readTextFileSync(path).split(/(?=-----BEGIN PRIVATE KEY)/);
    const found = new x509.X509Certificate(cert);
    const isLasting = found.notAfter.getTime() - now().getTime() > 30 * DAY_MS;
    const isSame = found.subject === nameOf(subject).toString() && hostsOf(found) === hostText(subject);
    if (isLasting && isSame) return { cert, key };
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  const pair = await make();
  writeSecret(path, pair.cert + pair.key);
  return pair;
}

/** Writes a file that only its owner may read, whole or not at all. */
export function writeSecret(path: string, text: string): void {
  Deno.writeTextFileSync(`${path}.tmp`, text, { mode: 0o600 });
  Deno.chmodSync(`${path}.tmp`, 0o600);
  Deno.renameSync(`${path}.tmp`, path);
}

/** The distinguished name of a subject. */
export const nameOf = ({ name, groups = [] }: Subject) =>
  new x509.Name([{ CN: [name] }, ...groups.map((group) => ({ O: [group] }))]);
const hostText = ({ hosts = [] }: Subject) => [...hosts].sort().join(",");

function hostsOf(certificate: x509.X509Certificate): string {
  const names = certificate.getExtension(x509.SubjectAlternativeNameExtension)?.names.items ?? [];
  return names.map((each) => each.value).sort().join(",");
}

async function makeAuthority(name: string, now: Date): Promise<KeyPair> {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    ...{ serialNumber: serial(), name: nameOf({ name }), keys, signingAlgorithm: ALGORITHM },
    ...validity(now, 3650),
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { cert: certificate.toString("pem") + "\n", key: await exportKey(keys.privateKey) };
}

type Authority = { cert: x509.X509Certificate; key: CryptoKey };

async function makeLeaf(subject: Subject, ca: Authority, now: Date): Promise<KeyPair> {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const usages = [...(subject.hosts ? [SERVER_AUTH] : []), ...(!subject.hosts || subject.isPeer ? [CLIENT_AUTH] : [])];
  const certificate = await x509.X509CertificateGenerator.create({
    ...{ serialNumber: serial(), subject: nameOf(subject), issuer: ca.cert.subject, publicKey: keys.publicKey },
    ...{ signingKey: ca.key, signingAlgorithm: ALGORITHM, ...validity(now, 365) },
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension(usages),
      await x509.AuthorityKeyIdentifierExtension.create(ca.cert),
      ...(subject.hosts ? [toAlternativeNames(subject.hosts)] : []),
    ],
  });
  return { cert: certificate.toString("pem") + "\n", key: await exportKey(keys.privateKey) };
}

/** The names and addresses of a server. */
export function toAlternativeNames(hosts: readonly string[]): x509.SubjectAlternativeNameExtension {
  const typeOf = (host: string) => /^[\d.]+$|:/.test(host) ? "ip" as const : "dns" as const;
  return new x509.SubjectAlternativeNameExtension(hosts.map((value) => ({ type: typeOf(value), value })));
}

const validity = (now: Date, days: number) => ({
  notBefore: new Date(now.getTime() - DAY_MS),
  notAfter: new Date(now.getTime() + days * DAY_MS),
});

const serial = () =>
  "01" + [...crypto.getRandomValues(new Uint8Array(15))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** A private key as PEM. */
export const exportKey = async (key: CryptoKey) =>
  x509.PemConverter.encode(await crypto.subtle.exportKey("pkcs8", key), "PRIVATE KEY") + "\n";
const importKey = (pem: string) =>
  crypto.subtle.importKey("pkcs8", x509.PemConverter.decodeFirst(pem), ALGORITHM, false, ["sign"]);
