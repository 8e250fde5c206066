import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { request } from "node:http";
import { CREATE, LIST } from "../documents.ts";
import type { Sentence } from "../story.ts";
import { within } from "../wait_for.ts";
import type { World } from "../world.ts";

const INPUT = { input: { namespace: "demo", name: "forged" } };

/** Requests that a foreign page or a mistaken program would send. */
export function badRequests(world: World): Sentence[] {
  const notMade = async () => assertEquals(await world.kubectl.get("notebook", "forged"), undefined);
  return [
    {
      says: "a mutation by GET is refused",
      holds: async () => {
        const query = new URLSearchParams({ query: CREATE, variables: JSON.stringify(INPUT) });
        const answer = await fetch(`${world.dev.page}/graphql?${query}`, { headers: { "x-atelier-request": "1" } });
        await assertRequestRefused(answer, [400, 403, 405]);
        await notMade();
      },
    },
    {
      says: "a mutation without the header is refused",
      holds: async () => {
        const answer = await fetch(`${world.dev.page}/graphql`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ query: CREATE, variables: INPUT }),
        });
        await assertRequestRefused(answer, [400, 403]);
        await notMade();
      },
    },
    {
      says: "a mutation that is not application/json is refused",
      holds: async () => {
        const headers = { "content-type": "text/plain" };
        await assertRequestRefused(await world.api.post(CREATE, INPUT, { headers }), [400, 403, 415]);
        await notMade();
      },
    },
    {
      says: "a mutation over a WebSocket is refused",
      holds: async () => {
        const client = world.api.socket();
        const failed = await within("the mutation", 10_000, firstFailure(client, CREATE, INPUT));
        assert(failed.length > 10, failed);
        await client.dispose();
        await notMade();
      },
    },
    {
      says: "a foreign Origin is 403, by HTTP and by WebSocket",
      holds: async () => {
        const headers = { origin: "https://evil.example" };
        const answer = await world.api.post(CREATE, INPUT, { headers });
        assertEquals(answer.status, 403, await answer.text());
        assertEquals(await upgradeStatus(world.dev.ports.page, "localhost", headers), 403);
        await notMade();
      },
    },
    {
      says: "the tools' origin is foreign to the page",
      holds: async () => {
        const answer = await world.api.post(LIST, { namespace: "demo" }, { headers: { origin: world.dev.tools } });
        assertEquals(answer.status, 403, await answer.text());
      },
    },
    {
      says: "a foreign Host is 421, at the page and at the gateway",
      holds: async () => {
        for (const port of [world.dev.ports.page, world.dev.ports.gateway]) {
          assertEquals(await statusFor(port, "evil.example", "/"), 421);
          assertEquals(await statusFor(port, `127.0.0.1.evil.example:${port}`, "/"), 421);
        }
      },
    },
    {
      says: "HTML asked for on 127.0.0.1 is redirected to localhost, and tools are never served on localhost",
      holds: async () => {
        const page = await fetch(`http://127.0.0.1:${world.dev.ports.page}/notebooks`, {
          headers: { accept: "text/html" },
          redirect: "manual",
        });
        await page.body?.cancel();
        assertEquals(new URL(page.headers.get("location") ?? "", world.dev.page).hostname, "localhost");
        const tool = await fetch(`http://localhost:${world.dev.ports.gateway}/notebook/demo/x/`, {
          redirect: "manual",
        });
        await tool.body?.cancel();
        assertEquals(new URL(tool.headers.get("location") ?? "").hostname, "127.0.0.1");
      },
    },
    {
      says: "an unknown user sees nothing, and a namespace that is not there is as forbidden as one that is",
      holds: async () => {
        for (const [user, namespace] of [["mallory", "demo"], ["bob", "team"], ["bob", "nowhere"]]) {
          const { data, errors } = await world.api.ask(LIST, { namespace }, { user });
          assertEquals(data?.notebooks ?? null, null);
          assertEquals(errors?.[0].extensions?.code, "FORBIDDEN", JSON.stringify(errors));
        }
      },
    },
    {
      says: "what is no GraphQL, or too deep, is answered, and the API still stands",
      holds: async () => {
        const deep = `{ viewer ${"{ namespaces { nodes ".repeat(200)} { name } ${"} }".repeat(200)} }`;
        for (const query of ["{", "{ nothing }", deep]) {
          const { errors } = await world.api.ask(query);
          assertNotEquals(errors?.length ?? 0, 0);
        }
        const answer = await fetch(`${world.dev.page}/readyz`);
        assertEquals([answer.status, typeof await answer.text()], [200, "string"]);
      },
    },
  ];
}

async function assertRequestRefused(answer: Response, statuses: number[]): Promise<void> {
  const text = await answer.text();
  assert(statuses.includes(answer.status), `${answer.status} ${text}`);
  assert(text.length > 10, "a refusal without words");
}

/** What the first failure of an operation over a WebSocket says, whichever way it comes. */
function firstFailure(client: ReturnType<World["api"]["socket"]>, query: string, variables: Record<string, unknown>) {
  return new Promise<string>((resolve) => {
    client.subscribe({ query, variables }, {
      next: ({ errors, data }) => resolve(errors ? JSON.stringify(errors) : data ? "" : "no data"),
      error: (error) => resolve(error instanceof CloseEvent ? `${error.code} ${error.reason}` : JSON.stringify(error)),
      complete: () => resolve(""),
    });
  });
}

/** Status for a Host header that fetch would not send. */
function statusFor(port: number, host: string, path: string, headers: Record<string, string> = {}): Promise<number> {
  return within(
    `asking ${host}`,
    10_000,
    new Promise((resolve, reject) => {
      const asked = request({ host: "127.0.0.1", port, path, headers: { host, accept: "text/html", ...headers } });
      asked.on("response", (answer) => (answer.resume(), resolve(answer.statusCode ?? 0)));
      asked.on("upgrade", (_, socket) => (socket.destroy(), resolve(101)));
      asked.on("error", reject);
      asked.end();
    }),
  );
}

function upgradeStatus(port: number, host: string, headers: Record<string, string>): Promise<number> {
  return statusFor(port, `${host}:${port}`, "/graphql", {
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
    "sec-websocket-version": "13",
    "sec-websocket-protocol": "graphql-transport-ws",
    ...headers,
  });
}
