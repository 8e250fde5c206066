import type { Notebook } from "../../data/mod.ts";
import { DetailsPage } from "../details/details_page.tsx";
import type { NounDetails } from "../noun_details.ts";
import { NOTEBOOKS } from "./notebook_pages.ts";
import { NotebookOverview } from "./overview.tsx";

const DETAILS: NounDetails<Notebook> = {
  ...NOTEBOOKS,
  overview: (notebook, actions) => <NotebookOverview notebook={notebook} keep={actions.keep?.(() => notebook)} />,
  target: (notebook) => ({ notebook }),
  readEvents: ({ viewerCan }) => viewerCan.readEvents,
  logs: ({ containers, viewerCan }) => ({ containers, permission: viewerCan.readLogs }),
  commands: ({ namespace, name }) => [
    `kubectl get notebook,statefulset,pod,service -n ${namespace} -l notebook-name=${name}`,
    `kubectl describe notebook ${name} -n ${namespace}`,
    `kubectl logs ${name}-0 -n ${namespace} --follow`,
  ],
};

/** One notebook. */
export default function NotebookPage() {
  return <DetailsPage noun={DETAILS} />;
}
