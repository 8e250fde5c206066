import type * as kube from "../../kube/request_info.ts";
import type { Resource } from "./registry.ts";

export type { Caller as Identity } from "../../kube/access_review.ts";

/** What a request is about, with the kind that is served there. */
export type RequestInfo = kube.RequestInfo<Resource>;
