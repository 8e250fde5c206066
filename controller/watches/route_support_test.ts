import { assertEquals } from "@std/assert";
import type { CustomResourceDefinition } from "../../kube/mod.ts";
import { chooseRoutes, formerRoutes, ROUTE_CRDS } from "./route_support.ts";

function crd(name: string, served: string[], isEstablished = true): CustomResourceDefinition {
  const [plural, ...group] = name.split(".");
  return {
    metadata: { name },
    spec: {
      group: group.join("."),
      scope: "Namespaced",
      names: { plural, kind: "Route" },
      versions: ["v1", "v1beta1", "v1alpha3"].map((each) => ({
        name: each,
        served: served.includes(each),
        storage: each === "v1",
      })),
    },
    status: {
      acceptedNames: { plural, kind: "Route" },
      storedVersions: [],
      conditions: [{ type: "Established", status: isEstablished ? "True" : "False" }],
    },
  };
}

const ISTIO = crd(ROUTE_CRDS.istio, ["v1beta1", "v1alpha3"]);
const GATEWAY = crd(ROUTE_CRDS["gateway-api"], ["v1"]);

function choose(
  routes: "auto" | "istio" | "gateway-api" | "none",
  installed: CustomResourceDefinition[],
  allowIstio = true,
) {
  return chooseRoutes({ routes, allowIstio }, (name) => installed.find((each) => each.metadata.name === name));
}

Deno.test("auto takes Istio where it is installed, else the Gateway API, else nothing", () => {
  assertEquals(choose("auto", [ISTIO, GATEWAY]).kind, "istio");
  assertEquals(choose("auto", [GATEWAY]).kind, "gateway-api");
  assertEquals(choose("auto", [ISTIO, GATEWAY], false).kind, "gateway-api");
  assertEquals(choose("auto", []).kind, "none");
});

Deno.test("the newest served version is taken, once the CRD is established", () => {
  const chosen = choose("istio", [ISTIO]);
  assertEquals(chosen.kind === "istio" && chosen.type.version, "v1beta1");
  assertEquals(choose("istio", [crd(ROUTE_CRDS.istio, ["v1"], false)]).kind, "none");
});

Deno.test("what is wanted and not installed is named; what is not wanted is not", () => {
  const missing = choose("gateway-api", [ISTIO]);
  assertEquals(missing, { kind: "none", missing: ROUTE_CRDS["gateway-api"] });
  assertEquals(choose("none", [ISTIO]), { kind: "none" });
});

Deno.test("of the kinds that are installed those are former which are not made; none while the wanted one is missing", () => {
  const formerOf = (routes: "auto" | "istio" | "gateway-api" | "none", installed: CustomResourceDefinition[]) => {
    const find = (name: string) => installed.find((each) => each.metadata.name === name);
    return formerRoutes(chooseRoutes({ routes, allowIstio: true }, find), find).map((each) => each.plural);
  };
  assertEquals(formerOf("gateway-api", [ISTIO, GATEWAY]), ["virtualservices"]);
  assertEquals(formerOf("auto", [ISTIO, GATEWAY]), ["httproutes"]);
  assertEquals(formerOf("none", [ISTIO, GATEWAY]), ["virtualservices", "httproutes"]);
  assertEquals(formerOf("istio", [ISTIO]), []);
  assertEquals(formerOf("istio", [GATEWAY]), []);
});
