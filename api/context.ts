import type { Clock } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import type { KubeClient } from "../kube/mod.ts";
import type { Identity } from "./authentication.ts";
import type { RightsWatch } from "./live/rights_watch.ts";
import type { LogLanes } from "./logs/log_lanes.ts";
import type { NotebookFormSettings } from "./notebook_form.ts";
import type { Rights } from "./rights.ts";
import type { ApiStores } from "./stores.ts";

/** What all operations share, for the life of the api. */
export interface ApiServices {
  client: KubeClient;
  stores: ApiStores;
  rightsWatch: RightsWatch;
  logLanes: LogLanes;
  /** What the admin decided about new notebooks. */
  form: NotebookFormSettings;
  /** As which ServiceAccount tools run; undefined: what each namespace has. */
  serviceAccount: string | undefined;
  /** Origin of the tools, without a slash at its end; empty: the page's own. */
  toolOrigin: string;
  clock: Clock;
  log: Log;
}

/** What resolvers get: the services, and who asks. */
export interface ApiContext extends ApiServices {
  identity: Identity;
  rights: Rights;
}
