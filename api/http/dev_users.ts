import { z } from "zod";
import { DEV_USER_COOKIE, type DevAuthentication, type Identity } from "../authentication.ts";
import { signCookie } from "../signed_cookie.ts";
import { REQUEST_HEADER } from "./graphql_http.ts";

const choiceSchema = z.object({ name: z.string() });

/** The page's user menu on a developer's machine: who there is, and who to be from now on. */
export async function serveDevUsers(request: Request, dev: DevAuthentication, identity: Identity): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === "/dev/users" && request.method === "GET") {
    const users = dev.users.map((name) => ({ name }));
    return Response.json({ current: identity.name, users }, { headers: { "cache-control": "no-store" } });
  }
  if (pathname !== "/dev/user") return new Response("Cannot find this.\n", { status: 404 });
  if (request.method !== "POST") return new Response("Cannot do this: send a POST.\n", { status: 405 });
  if (request.headers.get(REQUEST_HEADER) !== "1") {
    return new Response(`Cannot change the user: the header ${REQUEST_HEADER}: 1 is missing.\n`, { status: 403 });
  }
  const choice = choiceSchema.safeParse(await request.json().catch(() => undefined));
  if (!choice.success || !dev.users.includes(choice.data.name)) {
    return new Response("Cannot change the user: there is no such user.\n", { status: 400 });
  }
  const cookie = signCookie(DEV_USER_COOKIE, choice.data.name, dev.cookieKey);
  return new Response(null, { status: 204, headers: { "set-cookie": cookie } });
}
