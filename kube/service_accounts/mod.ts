/** What Kubernetes means by a ServiceAccount: its tokens, and what it gives to pods. Pure, without storage or HTTP. */
export * from "./account_name.ts";
export * from "./pod_admission.ts";
export * from "./token_reading.ts";
export * from "./token_request.ts";
export * from "./token_signature.ts";
