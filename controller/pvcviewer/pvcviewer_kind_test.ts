import { assertEquals, assertStringIncludes } from "@std/assert";
import type { PvcViewer, PvcViewerSpec } from "../../kube/mod.ts";
import { toolStatusFacts } from "../status/tool_status.ts";
import { DEFAULT_SETTINGS } from "../settings.ts";
import { createPvcViewerKind } from "./pvcviewer_kind.ts";
import type { ViewerSettings } from "./viewer_networking.ts";

const viewer = (spec: Partial<PvcViewerSpec> = {}): PvcViewer => ({
  metadata: { name: "files", namespace: "team", uid: "1" },
  spec: { pvc: "logs", rwoScheduling: false, ...spec },
});
const wish = (spec: Partial<PvcViewerSpec> = {}, settings: Partial<ViewerSettings> = {}) =>
  createPvcViewerKind({ ...DEFAULT_SETTINGS, ...settings }).wishOf(viewer(spec));

const ownPod = {
  containers: [{ name: "main", image: "filebrowser", resources: {} }],
  volumes: [{ name: "viewer-volume", persistentVolumeClaim: { claimName: "logs" } }],
};
const LABELS = {
  "app.kubernetes.io/name": "files",
  "app.kubernetes.io/instance": "pvcviewer-files",
  "app.kubernetes.io/part-of": "pvc-viewer",
};

Deno.test("a claim alone is enough: Cloud Commander under the viewer's address, in the claim's directory", () => {
  const { template, service, route, question, selector, labels } = wish();
  assertEquals([selector, labels, template.metadata], [LABELS, LABELS, { labels: LABELS }]);
  const { containers: [container], volumes } = template.spec!;
  assertEquals(container.image, DEFAULT_SETTINGS.viewerImage);
  assertEquals(container.args, [
    "--port=8000",
    "--root=/data",
    "--prefix=/volumes/devices/team/files",
    "--prefix-socket=/volumes/devices/team/files",
    "--no-open",
    "--no-console",
    "--no-terminal",
    "--no-config-dialog",
    "--no-config-auth",
    "--no-auth",
  ]);
  assertEquals(container.volumeMounts, [{ name: "viewer-volume", mountPath: "/data" }]);
  assertEquals(container.resources, DEFAULT_SETTINGS.viewerResources);
  assertEquals(volumes, [{ name: "viewer-volume", persistentVolumeClaim: { claimName: "logs" } }]);
  assertEquals(service, { portName: "http", targetPort: 8000 });
  const prefix = "/volumes/devices/team/files/";
  assertEquals(route, { prefix, rewrite: prefix, headers: {} });
  assertEquals(question, { path: prefix, routedPath: prefix, accepts: "any" });
});

Deno.test("an empty pod is none at all, and says where it is served", () => {
  const empty = { containers: [] };
  const networking = { targetPort: 8080, basePrefix: "/pvcviewers/", rewrite: "/", timeout: "30s" };
  const { template, service, route } = wish({ podSpec: empty, networking });
  assertEquals(template.spec?.containers[0].args?.slice(0, 3), [
    "--port=8080",
    "--root=/data",
    "--prefix=/pvcviewers/team/files",
  ]);
  assertEquals(service?.targetPort, 8080);
  // Cloud Commander knows its address; taking it off would break its links.
  const prefix = "/pvcviewers/team/files/";
  assertEquals(route, { prefix, rewrite: prefix, headers: {}, timeout: "30s" });
});

Deno.test("a pod of the object's own is used as it is, with the admin's size, and reached as it says", () => {
  const networking = { targetPort: "http", basePrefix: "/pvcviewers", rewrite: "/", timeout: "30s" };
  const { template, service, route } = wish({ podSpec: ownPod, networking });
  assertEquals(template.spec, {
    ...ownPod,
    containers: [{ ...ownPod.containers[0], resources: DEFAULT_SETTINGS.viewerResources }],
  });
  assertEquals(service, { portName: "http", targetPort: "http" });
  assertEquals(route, { prefix: "/pvcviewers/team/files/", rewrite: "/", headers: {}, timeout: "30s" });
});

Deno.test("a pod of the object's own that says nothing of networking is not reached", () => {
  for (const networking of [undefined, {}]) {
    const { service, route, question } = wish({ podSpec: ownPod, networking });
    assertEquals([service, route, question], [undefined, undefined, undefined]);
  }
});

Deno.test("what of networking no gateway takes is not followed, and said; the rest is", () => {
  const networking = { targetPort: 0, basePrefix: "no-slash", rewrite: "relative?x", timeout: "soon" };
  const { service, route, conditions } = wish({ podSpec: ownPod, networking });
  assertEquals(service?.targetPort, 80);
  const prefix = "/volumes/devices/team/files/";
  assertEquals(route, { prefix, rewrite: prefix, headers: {} });
  const [{ type, message }] = conditions;
  assertEquals(type, "NetworkingRefused");
  for (const name of ["basePrefix", "rewrite", "timeout"]) assertStringIncludes(message, `networking.${name} must be`);
});

Deno.test("an address that a browser or a gateway would make another of is not followed, and said", () => {
  for (const basePrefix of ["/a//b", "/a/../b", "/a/.", "/./a", "/..", "/a%2Fb", `/${"a".repeat(900)}`]) {
    const { route, conditions: [said] } = wish({ networking: { basePrefix } });
    assertEquals(route?.prefix, "/volumes/devices/team/files/", basePrefix);
    assertStringIncludes(said?.message, "networking.basePrefix must be");
  }
  for (const basePrefix of ["/a/", "/a.b/..c", "/"]) {
    const { conditions } = wish({ networking: { basePrefix } });
    assertEquals(conditions, [], basePrefix);
  }
});

Deno.test("a port is taken by its number, however that is written, and by its name where the pod has one of it", () => {
  const served = (targetPort: number | string, podSpec: PvcViewerSpec["podSpec"] = ownPod) => {
    const { service, conditions } = wish({ podSpec, networking: { targetPort } });
    return [service?.targetPort, conditions[0]?.message];
  };
  const named = {
    ...ownPod,
    containers: [{ ...ownPod.containers[0], ports: [{ containerPort: 9000, name: "files" }] }],
  };
  const none = "networking.targetPort must be a port such as 8080, or the name of one.";
  assertEquals(served("8080"), [8080, undefined]);
  assertEquals(served("files", named), ["files", undefined]);
  assertEquals(served("files"), ["files", "No container of the pod has a port of the name files."]);
  for (const empty of ["0", 0]) assertEquals(served(empty), [80, undefined]);
  for (const wrong of ["Not A Name", "a-name-that-is-too-long", -1, 65536, "65536"]) {
    assertEquals(served(wrong), [80, none]);
  }
});

Deno.test("Cloud Commander's port has the name by which it is asked for", () => {
  const { template, service, conditions } = wish({ networking: { targetPort: "files" } });
  assertEquals([service?.targetPort, conditions], ["files", []]);
  const [{ args, ports }] = template.spec!.containers;
  assertEquals([args?.[0], ports], ["--port=8000", [{ containerPort: 8000, name: "files", protocol: "TCP" }]]);
});

Deno.test("what is remembered of a pod's address is read like any wish: somebody may have written it", () => {
  const kind = createPvcViewerKind(DEFAULT_SETTINGS);
  const kept = kind.wishOf(viewer(), { targetPort: 9000, basePrefix: "/files", rewrite: "" });
  assertEquals([kept.service?.targetPort, kept.route?.prefix], [9000, "/files/team/files/"]);
  const junk = kind.wishOf(viewer(), { targetPort: "a b", basePrefix: 7, rewrite: 0, other: "x" });
  assertEquals([junk.service?.targetPort, junk.route?.prefix], [8000, "/volumes/devices/team/files/"]);
});

Deno.test("a timeout of no time is none", () => {
  for (const timeout of ["0s", "0", "0h0m"]) {
    const { route, conditions } = wish({ networking: { timeout } });
    assertEquals([route?.timeout, conditions], [undefined, []], timeout);
  }
  for (const timeout of ["0.5ms", "0.0001s"]) {
    const { route, conditions: [said] } = wish({ networking: { timeout } });
    assertEquals(route?.timeout, undefined, timeout);
    assertStringIncludes(said.message, "networking.timeout must be");
  }
  for (const timeout of ["30s", "1m30s", "1.5h", "500ms"]) {
    assertEquals(wish({ networking: { timeout } }).route?.timeout, timeout);
  }
});

Deno.test("a name whose children could not have theirs is said before any is made", () => {
  const kind = createPvcViewerKind(DEFAULT_SETTINGS);
  const named = (name: string) => kind.wishOf({ ...viewer(), metadata: { ...viewer().metadata, name } }).fault?.reason;
  assertEquals([named("v".repeat(53)), named("v".repeat(54))], [undefined, "NameTooLong"]);
});

Deno.test("the admin's pod stands in for an open one, and always has the claim", () => {
  const viewerPodSpec = {
    containers: [{ name: "browser", image: "filebrowser", ports: [{ containerPort: 9000 }] }],
    volumes: [{ name: "cache", emptyDir: {} }],
  };
  const { template, service, route } = wish({}, { viewerPodSpec });
  assertEquals(template.spec?.volumes?.map((each) => each.name), ["cache", "viewer-volume"]);
  assertEquals([service?.targetPort, route?.prefix], [9000, "/volumes/devices/team/files/"]);
});

Deno.test("a viewer runs as the account that it names, unless its pod or the admin's names another", () => {
  const account = (spec: Partial<PvcViewerSpec>, settings?: Partial<ViewerSettings>) =>
    wish(spec, settings).template.spec?.serviceAccountName;
  assertEquals(account({}), undefined);
  assertEquals(account({ serviceAccountName: "default-editor" }), "default-editor");
  assertEquals(account({ serviceAccountName: "default-editor", podSpec: ownPod }), "default-editor");
  const own = { ...ownPod, serviceAccountName: "own" };
  assertEquals(account({ serviceAccountName: "default-editor", podSpec: own }), "own");
  assertEquals(account({ serviceAccountName: "default-editor" }, { viewerPodSpec: own }), "own");
});

Deno.test("what is wrong is said in the words of Kubeflow's webhook", () => {
  const words = [
    wish({ pvc: "" }),
    wish({ podSpec: { serviceAccountName: "a" } as PvcViewerSpec["podSpec"] }),
    wish({ pvc: "other", podSpec: ownPod }),
  ].map(({ invalid, fault }) => [invalid, fault?.reason]);
  assertEquals(words, [
    ["PVC name must be specified", "InvalidSpec"],
    ["PodSpec must be specified", "InvalidSpec"],
    ["PVC other must be used in the podSpec", "InvalidSpec"],
  ]);
});

Deno.test("a status says ready, and Ready=False with reason Invalid for what is wrong", () => {
  const kind = createPvcViewerKind(DEFAULT_SETTINGS);
  const explanation = { reason: "InvalidSpec", message: "No.", since: "2026-11-23T10:00:00Z" };
  const facts = {
    object: viewer({ pvc: "" }),
    container: "pvcviewer",
    explained: { state: "FAILED" as const, explanation },
    unseen: {},
    conditions: [],
  };
  const now = new Date("2026-11-23T10:00:00Z");
  const { ready, conditions, containerState } = kind.statusOf(
    toolStatusFacts({ ...facts, invalid: "PVC name must be specified" }, now),
  );
  assertEquals([ready, containerState], [false, undefined]);
  assertEquals(conditions?.map(({ type, status, reason, message }) => [type, status, reason, message]), [
    ["Ready", "False", "Invalid", "PVC name must be specified"],
  ]);
  assertEquals(kind.claimsOf(kind.complete({ metadata: { name: "a" } } as PvcViewer)), []);
});
