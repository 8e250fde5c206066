import type { CoreEvent, KubeObject } from "../../kube/mod.ts";
import { ACCESS } from "../access.ts";
import type { ApiContext } from "../context.ts";
import { isMirror, isOfStory, newestOfStory } from "../event_story.ts";
import type { Noun } from "../nouns/noun.ts";
import { encodeRevision } from "../revision.ts";
import { idOf } from "../object_id.ts";
import { forbidden, requestError } from "../request_error.ts";
import type { ObjectAddress } from "../target.ts";
import { type DeltaSource, streamDeltas } from "./delta_stream.ts";
import type { Frame, StreamItem } from "./frame.ts";
import { createGuard } from "./guard.ts";

/** Most events that a stream may begin with. */
const MAX_LAST = 500;

/** The newest `last` events of an object and its children, oldest first, then new ones as they come. */
export async function streamEvents<T extends KubeObject>(
  context: ApiContext,
  noun: Noun<T>,
  { address, last }: { address: ObjectAddress; last: number },
): Promise<AsyncGenerator<StreamItem<Frame<CoreEvent>>>> {
  const { rights, stores, clock } = context;
  if (last < 0 || last > MAX_LAST) {
    throw requestError("INVALID", `Cannot begin with ${last} events: 0 to ${MAX_LAST} are possible.`);
  }
  const review = async () => await rights.may(ACCESS.events.watch, address.namespace) ? "" : undefined;
  const first = await review();
  if (first === undefined) throw forbidden(ACCESS.events.watch, address.namespace);
  const story = () => {
    const object = noun.storeOf(stores).get(`${address.namespace}/${address.name}`);
    return { address, object, family: noun.familyOf(address.name, object) };
  };
  const source: DeltaSource<CoreEvent> = {
    store: stores.events,
    revision: () => encodeRevision({ events: stores.events.resourceVersion || "0" }),
    idOf: (event) => idOf("Event", event),
    snapshot: () => newestOfStory(stores.events, story(), last),
    place: (event) => isOfStory(event, story()) && !isMirror(event, stores.events) ? "in" : "FILTERED",
    weigh: (event) => 400 + (event.message?.length ?? 0),
  };
  return streamDeltas(source, createGuard(review, first, context), { clock });
}
