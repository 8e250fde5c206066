import { assertEquals, assertRejects } from "@std/assert";
import { createCredentials } from "../../kube/transport_credentials.ts";

const SERVER = "https://127.0.0.1:6443";

Deno.test("a user's certificate, token and impersonation are carried", async () => {
  const user = { cert: { text: "C" }, key: { text: "K" }, token: "t", impersonate: { user: "a", groups: ["x", "y"] } };
  assertEquals(await createCredentials({ server: SERVER, ca: { text: "CA" }, user })(), {
    tls: { ca: "CA", cert: "C", key: "K" },
    headers: [
      ["authorization", "Bearer t"],
      ["impersonate-user", "a"],
      ["impersonate-group", "x"],
      ["impersonate-group", "y"],
    ],
  });
});

Deno.test("a token file wins over a token, a token over a password", async () => {
  const tokenFile = await Deno.makeTempFile();
  await Deno.writeTextFile(tokenFile, "from-file\n");
  const basic = { username: "u", password: "p" };
  const headers = async (user: object) => (await createCredentials({ server: SERVER, user })()).headers;
  assertEquals(await headers({ tokenFile, token: "t", basic }), [["authorization", "Bearer from-file"]]);
  assertEquals(await headers({ basic }), [["authorization", "Basic dTpw"]]);
  await Deno.remove(tokenFile);
});

Deno.test("a token file that is being written is not taken for no token", async () => {
  const tokenFile = await Deno.makeTempFile();
  await assertRejects(() => createCredentials({ server: SERVER, user: { tokenFile } })(), Error, "is empty");
  await Deno.remove(tokenFile);
});

Deno.test("an exec plugin is asked for the token, once until it expires or is refused", async () => {
  const count = await Deno.makeTempFile();
  const answer = {
    apiVersion: "client.authentication.k8s.io/v1",
    kind: "ExecCredential",
    status: { token: "plugged" },
  };
  const script = `echo asked >> "$COUNT"; echo '${JSON.stringify(answer)}'`;
  const exec = { command: "sh", args: ["-c", script], env: [{ name: "COUNT", value: count }] };
  const read = createCredentials({ server: SERVER, user: { token: "unused", plugin: { exec, token: "unused" } } });
  // client-node prefers a token that stands beside a plugin; ours must not be sent twice.
  assertEquals((await read()).headers.length, 1);
  const plugged = createCredentials({ server: SERVER, user: { plugin: { exec } } });
  for (let i = 0; i < 3; i++) assertEquals((await plugged()).headers, [["Authorization", "Bearer plugged"]]);
  const asked = async () => (await Deno.readTextFile(count)).split("\n").length - 1;
  assertEquals(await asked(), 2);
  await plugged(true);
  assertEquals(await asked(), 3);
  await Deno.remove(count);
});

Deno.test("over plain http nothing is carried", async () => {
  assertEquals(await createCredentials({ server: "http://127.0.0.1", user: { token: "t" } })(), {
    tls: {},
    headers: [],
  });
});
