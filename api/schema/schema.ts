import { type GraphQLSchema, specifiedDirectives } from "graphql";
import { builder } from "./builder.ts";
import { createGuardDirectives } from "./directives.ts";
import "./scalars.ts";
import "./viewer.ts";
import "./notebook_list.ts";
import "./notebook_form.ts";
import "./reason.ts";
import "./tensorboard_list.ts";
import "./volume_list.ts";
import "./create_notebook.ts";
import "./notebook_actions.ts";
import "./create_tensorboard.ts";
import "./tensorboard_actions.ts";
import "./volume_actions.ts";
import "./notebook_streams.ts";
import "./tensorboard_streams.ts";
import "./volume_streams.ts";
import "./subscriptions.ts";

builder.queryType({ description: "Reads what the shared watches have seen; nothing here asks Kubernetes." });
builder.mutationType({
  description:
    "Over HTTP POST as application/json with the header `x-atelier-request: 1` only, never over a WebSocket and never " +
    "by GET. @access names the first review; a create that makes volumes, or a delete that takes them, is also " +
    "reviewed for those before anything is written.",
});
builder.subscriptionType({
  description: "Over WebSocket (graphql-transport-ws) or SSE. Access lost: the last message has errors with the code " +
    "ACCESS_REVOKED. Sockets close with 4408 and 4429 of the protocol, 4460 for a client that does not read, 4461 " +
    "when the server goes: come back with jitter.",
});

/** The schema with its resolvers. */
export function createApiSchema(): GraphQLSchema {
  return builder.toSchema({
    sortSchema: false,
    directives: [...specifiedDirectives, ...createGuardDirectives()],
  });
}
