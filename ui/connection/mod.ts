/** The way to the server: queries and mutations over HTTP, subscriptions over one socket, and how live that is. */
export { type Badge, badgeOf, isCutOff, type StreamState } from "./badge.ts";
export type { Outcome, Run } from "./client.ts";
export { mintClientToken, mintNameSuffix } from "./client_token.ts";
export { type Connection, ConnectionProvider, useConnection } from "./context.tsx";
export { type DevUsers, fetchDevUsers, switchDevUser } from "./dev_users.ts";
export { type Fault, isDenied, isFinal, isSignedOut, UNREACHABLE } from "./fault.ts";
export type { Follow } from "./follow.ts";
