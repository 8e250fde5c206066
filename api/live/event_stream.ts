import type { CoreEvent } from "../../kube/mod.ts";
import { ACCESS } from "../access.ts";
import type { ApiContext } from "../context.ts";
import { isMirror, isOfFamily, newestOfFamily } from "../event_family.ts";
import { idOf } from "../object_id.ts";
import { forbidden, requestError } from "../request_error.ts";
import type { ObjectAddress } from "../target.ts";
import { type DeltaSource, streamDeltas } from "./delta_stream.ts";
import type { Frame, StreamItem } from "./frame.ts";
import { createGuard } from "./guard.ts";

/** Most events that a stream may begin with. */
const MAX_LAST = 500;

/** The newest `last` events of a notebook and its children, oldest first, then new ones as they come. */
export async function streamEvents(
  context: ApiContext,
  { address, last }: { address: ObjectAddress; last: number },
): Promise<AsyncGenerator<StreamItem<Frame<CoreEvent>>>> {
  const { rights, stores, clock } = context;
  if (last < 0 || last > MAX_LAST) {
    throw requestError("INVALID", `Cannot begin with ${last} events: 0 to ${MAX_LAST} are possible.`);
  }
  const review = async () => await rights.may(ACCESS.watchEvents, address.namespace) ? "" : undefined;
  const first = await review();
  if (first === undefined) throw forbidden(ACCESS.watchEvents, address.namespace);
  const notebook = () => stores.notebooks.get(`${address.namespace}/${address.name}`);
  const source: DeltaSource<CoreEvent> = {
    store: stores.events,
    resource: "events",
    idOf: (event) => idOf("Event", event),
    snapshot: () => newestOfFamily(stores.events, address, notebook(), last),
    place: (event) => isOfFamily(event, address, notebook()) && !isMirror(event, stores.events) ? "in" : "FILTERED",
    weigh: (event) => 400 + (event.message?.length ?? 0),
  };
  return streamDeltas(source, createGuard(review, first, context), { clock });
}
