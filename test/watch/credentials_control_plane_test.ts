import { assert, assertEquals } from "@std/assert";
import { isUnauthorized } from "../../kube/mod.ts";
import { sleep, waitFor } from "../e2e/wait_for.ts";
import { type CredentialsWorld, startCredentialsWorld, type Watching } from "./credentials_world.ts";

/** A real server remembers for ten seconds that a token was good. */
const UNTIL_REFUSED = { timeoutMs: 30_000, everyMs: 200 };
const UNTIL_TAKEN_UP = { timeoutMs: 15_000 };

Deno.test("credentials that end and are replaced, against a real control plane", async (t) => {
  await using world = await startCredentialsWorld();
  await t.step("a token that is revoked: the watch lives on, requests go on with the next", () => revoked(world));
  await t.step(
    "a token that expires while the connection is lost: it is said, and nothing is missed",
    () => expired(world),
  );
  await t.step("a client certificate that expires: the next pair of files is taken up", () => certificates(world));
});

const isRefused = (watching: Watching) => watching.request().then(() => false, isUnauthorized);

/** Resolves when what is awaited holds; prints after how long. */
async function measure(what: string, probe: () => Promise<boolean> | boolean): Promise<void> {
  const begin = performance.now();
  await waitFor(what, probe, UNTIL_TAKEN_UP);
  console.log(`${what} after ${((performance.now() - begin) / 1000).toFixed(1)} s`);
}

async function revoked(world: CredentialsWorld): Promise<void> {
  const tokenFile = `${world.dir}/revoked`;
  await Deno.writeTextFile(tokenFile, await world.boundToken("first"));
  const watching = world.watchAs({ tokenFile });
  await watching.store.ready();
  await world.endToken("first");
  await waitFor("requests are refused", () => isRefused(watching), UNTIL_REFUSED);
  await world.make("made-while-revoked");
  await waitFor("the running watch goes on", () => watching.has("made-while-revoked"));
  assertEquals([watching.store.staleSince, watching.asked()], [undefined, 1]);
  await Deno.writeTextFile(tokenFile, await world.boundToken("second"));
  // The refused token is still remembered here, and yet nobody hears of it.
  await watching.request();
  await world.endToken("second");
  await Deno.writeTextFile(tokenFile, await world.boundToken("third"));
  for (const end = Date.now() + 12_000; Date.now() < end; await sleep(100)) await watching.request();
  assertEquals(watching.lines, []);
}

async function expired(world: CredentialsWorld): Promise<void> {
  const tokenFile = `${world.dir}/expired`;
  const tokens = [await world.briefToken(5)];
  await Deno.writeTextFile(tokenFile, tokens[0]);
  const watching = world.watchAs({ tokenFile });
  await watching.store.ready();
  await waitFor("requests are refused", () => isRefused(watching), UNTIL_REFUSED);
  assertEquals(watching.store.staleSince, undefined);
  world.proxy.cut();
  world.proxy.mend();
  const since = await waitFor("the store is stale", () => watching.store.staleSince);
  await waitFor("it was tried five times more", () => watching.asked() === 6);
  await sleep(200);
  refusalsAreSaid(watching);
  assertEquals(watching.store.staleSince, since);
  await world.make("made-while-stale");
  tokens.push(await world.boundToken("after-expiry"));
  await Deno.writeTextFile(tokenFile, tokens[1]);
  await measure(
    "the watch goes on with the new token",
    () => watching.store.staleSince === undefined && watching.has("made-while-stale"),
  );
  await world.make("made-after");
  await waitFor("what comes after is seen", () => watching.has("made-after"));
  await watching.request();
  for (const token of tokens) {
    const secret = token.split(".")[2];
    assert(!watching.lines.some((line) => line.includes(secret)), "a line of the log holds a token");
  }
}

/** One line a try: the lost connection, then the refusals, with growing waits between. */
function refusalsAreSaid({ lines, asked }: Watching): void {
  const told = lines.map((line) => JSON.parse(line));
  assertEquals(told.length, asked());
  told.forEach(({ level, message, error, retryInMs }, index) => {
    assertEquals([level, message], ["warn", "Cannot watch serviceaccounts"]);
    assertEquals(JSON.stringify(error).includes("Unauthorized"), index > 0, JSON.stringify(error));
    assert(retryInMs >= 100 * 2 ** index && retryInMs <= 200 * 2 ** index, `${retryInMs} ms before try ${index + 2}`);
  });
}

async function certificates(world: CredentialsWorld): Promise<void> {
  const file = (name: string) => ({ file: `${world.dir}/${name}` });
  const write = async ({ cert, key }: { cert: string; key: string }) => {
    await Deno.writeTextFile(file("cert").file, cert);
    await Deno.writeTextFile(file("key").file, key);
  };
  await write(await world.briefCertificate("former", 6));
  const watching = world.watchAs({ cert: file("cert"), key: file("key") });
  await watching.store.ready();
  assertEquals(await watching.whoAmI(), "former");
  await waitFor("requests are refused", () => isRefused(watching), UNTIL_REFUSED);
  await write(await world.plane.pki.issue("latter", { name: "latter", groups: ["system:masters"] }));
  await measure("requests go on with the new certificate", async () => await watching.whoAmI() === "latter");
  await world.make("made-after-rotation");
  await waitFor("the watch of the former certificate goes on", () => watching.has("made-after-rotation"));
  world.proxy.cut();
  world.proxy.mend();
  await world.make("made-after-cut");
  await measure(
    "the watch goes on with the new certificate",
    () => watching.has("made-after-cut") && watching.store.staleSince === undefined,
  );
}
