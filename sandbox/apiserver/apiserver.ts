import { type Clock, systemClock } from "../../platform/clock.ts";
import { type Log, silentLog } from "../../platform/log.ts";
import type { SchemaDocument } from "../../kube/schema.ts";
import { makeTokenKeyPem, readTokenKey, type TokenKey } from "../../kube/service_accounts/mod.ts";
import { installDefinitions, type Manifest, plantSeeds } from "./bootstrap.ts";
import { Discovery } from "./discovery.ts";
import { GarbageCollector } from "./garbage_collector.ts";
import { handle, routeUpgrade } from "./handler.ts";
import { openJournal } from "./journal.ts";
import type { NodeFetch } from "./pods.ts";
import { Registry } from "./registry.ts";
import type { Identity } from "./request_info.ts";
import { Storage } from "./storage.ts";
import type { UntypedObject } from "../../kube/object.ts";

/** What an apiserver is made of. */
export interface ApiserverConfig {
  /** Kubernetes' OpenAPI, cut to the kinds that are served: `kube/openapi/kubernetes.json`. */
  document: SchemaDocument;
  /** Where the journal is kept; absent: memory alone. */
  journalDir?: string;
  /** CustomResourceDefinitions, brought up to date now. */
  definitions?: Manifest[];
  /** Objects, created where they never existed. */
  seeds?: UntypedObject[];
  /** How a node's logs are fetched; absent: not at all. */
  fetchNode?: NodeFetch;
  /** Signs the tokens of ServiceAccounts; absent: one that goes with this process. */
  tokenKey?: TokenKey;
  /** Of the certificate that pods meet, PEM, told them by a ConfigMap of each namespace; absent: it is not told. */
  ca?: string;
}

/** A Kubernetes API server as a function. */
export interface Apiserver {
  /** Answers one request; where the connection has no identity, of the bearer token's holder, or 401. */
  fetch(request: Request, identity?: Identity): Promise<Response>;
  /** Where a connection that is to be upgraded is passed on to; or the answer, where it is not. */
  upgrade(request: Request, identity?: Identity): string | Response;
  /** Ends every watch and closes the journal. */
  close(): void;
}

/** Makes an apiserver; throws where another process holds its journal. */
export function createApiserver(
  config: ApiserverConfig,
  { clock = systemClock, log = silentLog }: { clock?: Clock; log?: Log } = {},
): Apiserver {
  const opened = config.journalDir === undefined ? undefined : openJournal(config.journalDir);
  const storage = new Storage(opened?.journal, opened?.entries);
  const registry = new Registry(storage, config.document);
  const core = { storage, registry, clock };
  const collector = new GarbageCollector(core, log, config.ca);
  installDefinitions(core, config.definitions ?? []);
  plantSeeds(core, config.seeds ?? []);
  const fetchNode = config.fetchNode ?? (() => Promise.reject(new TypeError("nodes cannot be reached")));
  const discovery = new Discovery(registry, config.document);
  const tokenKey = config.tokenKey ?? readTokenKey(makeTokenKeyPem());
  const front = { ...core, collector, discovery, fetchNode, tokenKey, log };
  return {
    fetch: (request, identity) => handle(front, request, identity),
    upgrade: (request, identity) => routeUpgrade(front, request, identity),
    close() {
      collector.close();
      storage.close();
    },
  };
}
