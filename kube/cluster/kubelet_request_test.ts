import { assertEquals, assertThrows } from "@std/assert";
import { chooseContainer, kubeletExecQuery, kubeletUrl } from "./kubelet_request.ts";

const pod = {
  metadata: { name: "p" },
  spec: { initContainers: [{ name: "before" }], containers: [{ name: "a" }, { name: "b" }] },
};

Deno.test("the only container needs no name, one of several does, and has to be there", () => {
  assertEquals(chooseContainer({ ...pod, spec: { containers: [{ name: "a" }] } }, null), "a");
  assertEquals(chooseContainer(pod, "before"), "before");
  assertThrows(() => chooseContainer(pod, null), Error, "choose one of: [before a b]");
  assertThrows(() => chooseContainer(pod, "c"), Error, "container c is not valid for pod p");
});

Deno.test("a kubelet is where its node says, and nowhere else", () => {
  const addresses = [{ type: "Hostname", address: "h" }, { type: "InternalIP", address: "127.0.0.1" }];
  const node = { metadata: { name: "n" }, status: { addresses, daemonEndpoints: { kubeletEndpoint: { Port: 7 } } } };
  assertEquals(kubeletUrl(node), "https://127.0.0.1:7");
  assertThrows(() => kubeletUrl({ metadata: { name: "n" } }), Error, 'no preferred addresses found for node "n"');
});

Deno.test("an exec keeps its command whole on its way to the kubelet, and what it wants of streams", () => {
  const asked = new URLSearchParams("command=echo&command=a+%26+b&stdin=false&stdout=true&stderr=1&container=c");
  assertEquals(kubeletExecQuery(asked).toString(), "output=1&error=1&command=echo&command=a+%26+b");
});
