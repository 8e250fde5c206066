import type { Notebook, RunState } from "../../kube/mod.ts";
import { overlayTool } from "../../kube/explain/mod.ts";
import { ACCESS } from "../access.ts";
import { waitAtLeast } from "../at_least.ts";
import type { ApiContext } from "../context.ts";
import { matchesFilter, type NotebookFilter } from "../notebook_filter.ts";
import { idOf } from "../object_id.ts";
import { forbidden } from "../request_error.ts";
import type { ObjectAddress } from "../target.ts";
import { type DeltaSource, streamDeltas } from "./delta_stream.ts";
import type { Frame, StreamItem } from "./frame.ts";
import { createGuard } from "./guard.ts";
import { NotebookScope } from "./notebook_scope.ts";

/** What a stream of notebooks yields. */
export type NotebookItems = AsyncGenerator<StreamItem<Frame<Notebook>>>;

const notebookId = (notebook: Notebook) => idOf("Notebook", notebook);

/** All notebooks of a namespace, or of all where the caller may watch; rejects with FORBIDDEN for a named one. */
export async function streamNotebooks(
  context: ApiContext,
  args: { namespace?: string | null; filter?: NotebookFilter | null; atLeast?: string | null },
): Promise<NotebookItems> {
  const { stores, clock } = context;
  const namespace = args.namespace ?? undefined;
  const scope = new NotebookScope(context, namespace);
  const first = await scope.review();
  if (first === undefined) throw forbidden(ACCESS.watchNotebooks, namespace);
  await waitAtLeast(stores.notebooks, "notebooks", args.atLeast, clock);
  const source: DeltaSource<Notebook> = {
    ...notebookSource(context),
    *snapshot() {
      for (const each of scope.list()) if (matchesFilter(each, args.filter)) yield each;
    },
    place: (notebook) =>
      !scope.has(notebook) ? "ACCESS_LOST" : matchesFilter(notebook, args.filter) ? "in" : "FILTERED",
  };
  const guard = createGuard(() => scope.review(), first, {
    clock,
    log: context.log,
    rightsWatch: namespace ? context.rightsWatch : alsoOnNamespaces(context),
  });
  return streamDeltas(source, guard, { clock });
}

/** One notebook, by id or by place; with `until` it ends at the first in-sync frame with such a state, or when gone. */
export async function streamNotebook(
  context: ApiContext,
  { address, until, atLeast }: { address: ObjectAddress; until?: readonly RunState[] | null; atLeast?: string | null },
): Promise<NotebookItems> {
  const { rights, stores, clock } = context;
  const { namespace, name, uid } = address;
  const review = async () => {
    if (!await rights.may(ACCESS.watchNotebooks, namespace, name)) return undefined;
    const shown = [ACCESS.patchNotebook, ACCESS.deleteNotebook, ACCESS.readLogs, ACCESS.watchEvents];
    return JSON.stringify(await Promise.all(shown.map((access) => rights.may(access, namespace))));
  };
  const first = await review();
  if (first === undefined) throw forbidden(ACCESS.watchNotebooks, namespace);
  await waitAtLeast(stores.notebooks, "notebooks", atLeast, clock);
  const isIt = ({ metadata }: Notebook) =>
    metadata.namespace === namespace && metadata.name === name && (!uid || metadata.uid === uid);
  const find = () => {
    const found = stores.notebooks.get(`${namespace}/${name}`);
    return found && isIt(found) ? found : undefined;
  };
  const source: DeltaSource<Notebook> = {
    ...notebookSource(context),
    *snapshot() {
      const found = find();
      if (found) yield found;
    },
    place: (notebook) => isIt(notebook) ? "in" : "FILTERED",
    isDone() {
      const found = find();
      return until != null && (!found || until.includes(overlayTool(found).state));
    },
  };
  return streamDeltas(source, createGuard(review, first, context), { clock });
}

function notebookSource({ stores }: ApiContext): Pick<DeltaSource<Notebook>, "store" | "resource" | "idOf" | "weigh"> {
  return { store: stores.notebooks, resource: "notebooks", idOf: notebookId, weigh: weighNotebook };
}

/** Roughly what a page's selection of a notebook takes: fixed parts, and the sentences, which may be long. */
function weighNotebook({ status }: Notebook): number {
  const { message = "", technical = "", nextStep = "" } = status?.explanation ?? {};
  return 1_500 + message.length + technical.length + nextStep.length;
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
