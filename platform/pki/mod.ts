export { makeCertificateRequest } from "./certificate_request.ts";
export { type KeyPair, openPki, type Pki, type Subject, writeSecret } from "./pki.ts";
export { type KubeconfigUser, toKubeconfig } from "./kubeconfig.ts";
