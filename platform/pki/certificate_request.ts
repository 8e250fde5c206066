import * as x509 from "@peculiar/x509";
import { ALGORITHM, exportKey, nameOf, type Subject, toAlternativeNames } from "./pki.ts";

/** A new key and the request (PKCS #10) to certify it for its subject, both PEM. */
export async function makeCertificateRequest(subject: Subject): Promise<{ request: string; key: string }> {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    ...{ name: nameOf(subject), keys, signingAlgorithm: ALGORITHM },
    extensions: subject.hosts ? [toAlternativeNames(subject.hosts)] : [],
  });
  return { request: request.toString("pem") + "\n", key: await exportKey(keys.privateKey) };
}
