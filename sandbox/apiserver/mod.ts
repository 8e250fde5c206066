/**
 * Kubernetes' API server as far as our code and the listed kubectl commands use it, over a journal instead of etcd. What
 * it does is what `test/contract/` asks of it and of a real one alike. It does not do:
 *
 * - other kinds than those of `builtins.json`, other encodings than JSON and YAML (but the one review that kubectl sends
 *   as protobuf), OpenAPI v2, deletecollection, attach, port-forward, proxies, scale, eviction, ephemeral containers.
 * - admission: no webhooks, quotas, LimitRanges, priority classes, or protection of claims in use.
 * - custom resources: no CEL rules, no conversion but of the apiVersion, no scale, no selectable fields; of a schema's
 *   checks type, enum, bounds, lengths, pattern, required, minItems and list keys, not anyOf, oneOf, not or formats.
 * - built-ins: the checks that our objects can fail, not all of Kubernetes'.
 * - lists at a chosen resourceVersion; orphaning of dependants; audit.
 * - identity: nobody is anonymous; no constrained impersonation (`impersonate-on`), no tokens bound to Secrets or Nodes.
 */
export { type Apiserver, type ApiserverConfig, createApiserver } from "./apiserver.ts";
export { type ApiserverRunConfig, type ClientUser, run } from "./run.ts";
export type { Identity } from "./request_info.ts";
