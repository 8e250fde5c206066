import type { KubeObject } from "../kube/mod.ts";
import { revisionOf, waitAtLeast } from "./at_least.ts";
import type { ApiContext } from "./context.ts";
import { keysetPage, type Page, type PageArguments } from "./keyset_page.ts";
import { matchesFilter, type NounFilter } from "./nouns/noun_filter.ts";
import { DEFAULT_ORDER, type NounOrder, sortKeyOf } from "./nouns/noun_order.ts";
import type { Noun } from "./nouns/noun.ts";
import { requireServed } from "./request_error.ts";

/** What a list is asked with. */
export interface ListArguments<F extends NounFilter> extends PageArguments {
  namespace?: string | null;
  filter?: F | null;
  orderBy?: NounOrder | null;
  atLeast?: string | null;
}

/** One page of a list, and which state it reflects. */
export type NounPage<T> = Page<T> & { revision: string };

/** One object; null: gone, or not the caller's to see. */
export async function getOne<T extends KubeObject, F extends NounFilter>(
  context: ApiContext,
  noun: Noun<T, F>,
  { namespace, name, atLeast }: { namespace: string; name: string; atLeast?: string | null },
): Promise<T | null> {
  if (!await context.rights.may(noun.access.get, namespace, name)) return null;
  requireServed(noun.storeOf(context.stores));
  await waitAtLeast(context, noun, atLeast);
  return noun.storeOf(context.stores).get(`${namespace}/${name}`) ?? null;
}

/** One page of what the caller may list; rejects with FORBIDDEN for a namespace that is not theirs. */
export async function listPage<T extends KubeObject, F extends NounFilter>(
  context: ApiContext,
  noun: Noun<T, F>,
  { namespace, filter, orderBy, atLeast, ...page }: ListArguments<F>,
): Promise<NounPage<T>> {
  const { stores } = context;
  const namespaces = await listableNamespaces(context, noun, namespace);
  requireServed(noun.storeOf(stores));
  await waitAtLeast(context, noun, atLeast);
  const { by, direction } = orderBy ?? DEFAULT_ORDER;
  const objects = namespaces.flatMap((each) => noun.storeOf(stores).list(each))
    .filter((each) => matchesFilter(noun, each, filter, stores));
  const list = JSON.stringify([by, direction, namespace ?? null, filter ?? null]);
  const keyOf = (object: T) => sortKeyOf(noun, object, by, stores);
  const cut = keysetPage(objects, page, { keyOf, isDescending: direction === "DESC", list });
  return { ...cut, revision: revisionOf(stores, noun) };
}

async function listableNamespaces<T extends KubeObject, F extends NounFilter>(
  { rights, stores }: ApiContext,
  { access }: Noun<T, F>,
  namespace: string | null | undefined,
): Promise<string[]> {
  if (namespace == null) {
    return await rights.filter(access.list, stores.namespaces.list().map(({ metadata }) => metadata.name));
  }
  await rights.require(access.list, namespace);
  return [namespace];
}
