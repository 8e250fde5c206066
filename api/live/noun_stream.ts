import type { KubeObject } from "../../kube/mod.ts";
import { revisionOf, waitAtLeast } from "../at_least.ts";
import type { ApiContext } from "../context.ts";
import { matchesFilter, type NounFilter } from "../nouns/noun_filter.ts";
import type { Noun } from "../nouns/noun.ts";
import { touchedBy } from "../nouns/relation.ts";
import { idOf } from "../object_id.ts";
import { forbidden } from "../request_error.ts";
import type { ObjectAddress } from "../target.ts";
import { type DeltaSource, streamDeltas } from "./delta_stream.ts";
import type { Frame, StreamItem } from "./frame.ts";
import { createGuard } from "./guard.ts";
import { NounScope } from "./noun_scope.ts";

/** What a stream of one noun yields. */
export type NounItems<T> = AsyncGenerator<StreamItem<Frame<T>>>;

/** All objects of a namespace, or of all where the caller may watch; rejects with FORBIDDEN for a named one. */
export async function streamList<T extends KubeObject, F extends NounFilter>(
  context: ApiContext,
  noun: Noun<T, F>,
  { filter, ...args }: { namespace?: string | null; filter?: F | null; atLeast?: string | null },
): Promise<NounItems<T>> {
  const { stores, clock } = context;
  const namespace = args.namespace ?? undefined;
  const scope = new NounScope(context, noun as Noun<T>, namespace);
  const first = await scope.review();
  if (first === undefined) throw forbidden(noun.access.watch, namespace);
  await waitAtLeast(context, noun, args.atLeast);
  const source: DeltaSource<T> = {
    ...sourceOf(context, noun),
    *snapshot() {
      for (const each of scope.list()) if (matchesFilter(noun, each, filter, stores)) yield each;
    },
    place: (object) =>
      !scope.has(object) ? "ACCESS_LOST" : matchesFilter(noun, object, filter, stores) ? "in" : "FILTERED",
  };
  const guard = createGuard(() => scope.review(), first, {
    clock,
    log: context.log,
    rightsWatch: namespace ? context.rightsWatch : alsoOnNamespaces(context),
  });
  return streamDeltas(source, guard, { clock });
}

/** One object, by id or by place; with `until` it ends at the first in-sync frame with such a state, or when gone. */
export async function streamOne<T extends KubeObject, F extends NounFilter>(
  context: ApiContext,
  noun: Noun<T, F>,
  { address, until, atLeast }: { address: ObjectAddress; until?: readonly string[] | null; atLeast?: string | null },
): Promise<NounItems<T>> {
  const { rights, stores, clock } = context;
  const { namespace, name, uid } = address;
  const { access, shownRights } = noun;
  const review = async () => {
    if (!await rights.may(access.watch, namespace, name)) return undefined;
    return JSON.stringify(await Promise.all(shownRights.map((each) => rights.may(each, namespace))));
  };
  const first = await review();
  if (first === undefined) throw forbidden(access.watch, namespace);
  await waitAtLeast(context, noun, atLeast);
  const isIt = ({ metadata }: T) =>
    metadata.namespace === namespace && metadata.name === name && (!uid || metadata.uid === uid);
  const find = () => {
    const found = noun.storeOf(stores).get(`${namespace}/${name}`);
    return found && isIt(found) ? found : undefined;
  };
  const source: DeltaSource<T> = {
    ...sourceOf(context, noun),
    *snapshot() {
      const found = find();
      if (found) yield found;
    },
    place: (object) => isIt(object) ? "in" : "FILTERED",
    isDone() {
      const found = find();
      return until != null && (!found || until.includes(noun.stateOf(found, stores)));
    },
  };
  return streamDeltas(source, createGuard(review, first, context), { clock });
}

function sourceOf<T extends KubeObject, F extends NounFilter>(
  { stores }: ApiContext,
  noun: Noun<T, F>,
): Pick<DeltaSource<T>, "store" | "revision" | "idOf" | "onTouched" | "weigh"> {
  return {
    store: noun.storeOf(stores),
    revision: () => revisionOf(stores, noun),
    idOf: (object) => idOf(noun.type.kind, object),
    onTouched(touch) {
      const stops = noun.relationsOf?.(stores).map((relation) =>
        relation.store.subscribe((change) => touchedBy(relation, change).forEach(touch))
      );
      return () => stops?.forEach((stop) => stop());
    },
    weigh: (object) => noun.weigh(object),
  };
}

/** A list of all namespaces is reviewed again also when one comes or goes. */
function alsoOnNamespaces({ rightsWatch, stores }: ApiContext): ApiContext["rightsWatch"] {
  return {
    subscribe(listener) {
      const stops = [
        rightsWatch.subscribe(listener),
        stores.namespaces.subscribe((change) => {
          if (change.type === "delete" || !change.previous) listener();
        }),
      ];
      return () => stops.forEach((stop) => stop());
    },
  };
}
