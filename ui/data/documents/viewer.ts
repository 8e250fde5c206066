import { graphql, type ResultOf } from "../graphql.ts";

/** Who is looking, and at which namespaces they may look. */
export const viewerQuery = graphql(`
  query Viewer {
    viewer {
      name groups
      namespaces(first: 500) {
        nodes { id name displayName role isDeleting can { createNotebook { isAllowed reason } createTensorboard { isAllowed reason } createVolume { isAllowed reason } } }
      }
    }
  }
`);

/** Who is looking. */
export type Viewer = ResultOf<typeof viewerQuery>["viewer"];
/** A namespace the viewer may see. */
export type Namespace = Viewer["namespaces"]["nodes"][number];
