import { assert, assertEquals, assertRejects } from "@std/assert";
import { connect } from "node:tls";
import { ConfigError, type HttpsListener, serveHttps, silentLog } from "../../platform/mod.ts";
import { type KeyPair, openPki, type Pki } from "../../platform/pki/mod.ts";
import { waitFor } from "../e2e/wait_for.ts";

const HOSTS = ["127.0.0.1"];
const VARIABLES = { port: "TEST_PORT", certDir: "CERTS" };

Deno.test("a certificate that is renewed is taken, one that cannot be used is not, in files and in mounted Secrets", async () => {
  await using world = await startWorld();
  const { pki, mounted, url } = world;
  assertEquals(await servedName(pki, url), "first");
  const second = await pki.issue("second", { name: "second", hosts: HOSTS });
  await mount(mounted, { ...second, key: (await pki.issue("third", { name: "third", hosts: HOSTS })).key });
  await waitFor("that is told", () => world.warnings.length > 0);
  assertEquals(await servedName(pki, url), "first");
  await mount(mounted, second);
  await waitFor("the second is served", async () => await servedName(pki, url) === "second");
  await Deno.remove(`${mounted}/..data`);
  await Deno.remove(`${mounted}/tls.crt`);
  await Deno.writeTextFile(`${mounted}/tls.crt`, "nothing");
  const warned = world.warnings.length;
  await waitFor("that is told, too", () => world.warnings.length > warned);
  assertEquals(await servedName(pki, url), "second");
});

Deno.test("requests arrive with method, path, headers and body, and foreign hosts are refused on loopback", async () => {
  await using world = await startWorld(async (request) => {
    const { pathname, search } = new URL(request.url);
    return new Response(`${request.method} ${pathname}${search} ${await request.text()}`, {
      status: 202,
      headers: { "x-seen": request.headers.get("x-sent") ?? "" },
    });
  });
  using client = Deno.createHttpClient({ caCerts: [world.pki.ca], allowHost: true });
  const ask = (init: RequestInit) => fetch(`${world.url}/a?b=c`, { client, ...init } as RequestInit);
  const body = "x".repeat(3_000_000);
  const response = await ask({ method: "POST", body, headers: { "x-sent": "1" } });
  assertEquals([response.status, response.headers.get("x-seen")], [202, "1"]);
  assertEquals(await response.text(), `POST /a?b=c ${body}`);
  assertEquals(await (await ask({})).text(), "GET /a?b=c ");
  const foreign = await ask({ headers: { host: "evil.example" } });
  assertEquals([foreign.status, (await foreign.text()).startsWith("Cannot serve this host")], [421, true]);
});

Deno.test("an answer before the body's end, and a handler that fails, cost one connection", async () => {
  await using world = await startWorld((request) => {
    if (new URL(request.url).pathname === "/fail") return Promise.reject(new Error("broken"));
    return Promise.resolve(new Response("enough", { status: 413 }));
  });
  using client = Deno.createHttpClient({ caCerts: [world.pki.ca] });
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${world.url}${path}`, { client, ...init } as RequestInit);
  for (let round = 0; round < 3; round++) {
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(65_536)) });
    const early = await ask("/early", { method: "POST", body: endless }).then((each) => each.text(), () => "cut");
    assert(["enough", "cut"].includes(early), early);
    await assertRejects(() => ask("/fail"));
    assertEquals(await (await ask("/fine")).text(), "enough");
  }
});

Deno.test("without a certificate nothing is served, and that is said", async () => {
  const certDir = await Deno.makeTempDir({ prefix: "atelier-certs-" });
  const over = new AbortController();
  const handler = () => Promise.resolve(new Response());
  await assertRejects(
    () =>
      serveHttps({ host: "127.0.0.1", port: 0, certDir, variables: VARIABLES, handler, log: silentLog }, over.signal),
    ConfigError,
    `Cannot start: CERTS names ${certDir}`,
  );
  await Deno.remove(certDir, { recursive: true });
});

async function startWorld(handler: HttpsListener["handler"] = () => Promise.resolve(new Response("ok"))) {
  const dir = await Deno.makeTempDir({ prefix: "atelier-https-" });
  const pki = await openPki(`${dir}/pki`, () => new Date());
  const certDir = `${dir}/mounted`;
  await Deno.mkdir(certDir);
  await mount(certDir, await pki.issue("first", { name: "first", hosts: HOSTS }));
  const warnings: string[] = [];
  const log = { ...silentLog, warn: (message: string) => void warnings.push(message) };
  const over = new AbortController();
  const running = await serveHttps(
    { host: "127.0.0.1", port: 0, variables: VARIABLES, certDir, handler, log },
    over.signal,
  );
  return {
    ...{ pki, mounted: certDir, url: running.url, warnings },
    async [Symbol.asyncDispose]() {
      over.abort();
      await running.finished;
      await Deno.remove(dir, { recursive: true });
    },
  };
}

/** As a kubelet mounts a Secret: files are links into a directory that is exchanged as a whole. */
async function mount(dir: string, { cert, key }: KeyPair): Promise<void> {
  const version = `..${crypto.randomUUID()}`;
  await Deno.mkdir(`${dir}/${version}`);
  await Deno.writeTextFile(`${dir}/${version}/tls.crt`, cert);
  await Deno.writeTextFile(`${dir}/${version}/tls.key`, key);
  await Deno.symlink(version, `${dir}/..tmp`);
  await Deno.rename(`${dir}/..tmp`, `${dir}/..data`);
  for (const name of ["tls.crt", "tls.key"]) {
    await Deno.symlink(`..data/${name}`, `${dir}/${name}`).catch((error) => {
      if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    });
  }
}

/** The name in the certificate that a new connection is shown. */
function servedName({ ca }: Pki, url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port: Number(new URL(url).port), ca }, () => {
      resolve(String(socket.getPeerCertificate().subject.CN));
      socket.destroy();
    });
    socket.on("error", reject);
  });
}
