import { assertEquals } from "@std/assert";
import type { Tensorboard, TensorboardSpec } from "../../kube/mod.ts";
import { toolStatusFacts } from "../status/tool_status.ts";
import { DEFAULT_SETTINGS } from "../settings.ts";
import { createTensorboardKind } from "./tensorboard_kind.ts";

const KIND = createTensorboardKind(DEFAULT_SETTINGS);
const tensorboard = (spec: Partial<TensorboardSpec>, labels?: Record<string, string>): Tensorboard => ({
  metadata: { name: "runs", namespace: "team", uid: "1", labels },
  spec: { logspath: "pvc://logs/a", ...spec },
});
const wish = (spec: Partial<TensorboardSpec>) => KIND.wishOf(tensorboard(spec));
const container = (spec: Partial<TensorboardSpec>) => wish(spec).template.spec!.containers[0];

Deno.test("a Tensorboard on a claim has Kubeflow's pod, and the admin's size", () => {
  const { template, selector } = KIND.wishOf(tensorboard({}, { team: "ml", app: "other" }));
  assertEquals(template.metadata, { labels: { team: "ml", app: "runs" } });
  assertEquals(selector, { app: "runs" });
  assertEquals(template.spec, {
    restartPolicy: "Always",
    containers: [{
      name: "tensorboard",
      image: "tensorflow/tensorflow:2.5.1",
      imagePullPolicy: "IfNotPresent",
      command: ["/usr/local/bin/tensorboard"],
      args: ["--logdir=/tensorboard_logs/", "--bind_all"],
      workingDir: "/",
      ports: [{ containerPort: 6006, protocol: "TCP" }],
      resources: DEFAULT_SETTINGS.tensorboardResources,
      volumeMounts: [{ name: "tbpd", readOnly: true, mountPath: "/tensorboard_logs/", subPath: "a" }],
    }],
    volumes: [{ name: "tbpd", persistentVolumeClaim: { claimName: "logs" } }],
  });
});

Deno.test("Service and route are Kubeflow's", () => {
  const { service, route, question } = wish({});
  assertEquals(service, { portName: "http-runs", targetPort: 6006 });
  assertEquals(route, { prefix: "/tensorboard/team/runs/", rewrite: "/", headers: {}, timeout: "300s" });
  assertEquals(question, { path: "/", routedPath: "/tensorboard/team/runs/", accepts: "any" });
});

Deno.test("Google's buckets come with the secret that Kubeflow mounts", () => {
  const { volumes, containers: [{ args, volumeMounts }] } = wish({ logspath: "gs://bucket/runs" }).template.spec!;
  assertEquals(args?.[0], "--logdir=gs://bucket/runs");
  assertEquals(volumes, [{ name: "gcp-creds", secret: { secretName: "user-gcp-sa" } }]);
  assertEquals(volumeMounts, [{ name: "gcp-creds", readOnly: true, mountPath: "/secret/gcp" }]);
});

Deno.test("several directories are told apart by name; one claim is one volume", () => {
  const spec = {
    logDirectories: [
      { name: "old,er", path: "pvc://logs/b" },
      { name: "far", path: "s3://bucket/runs" },
      { name: "other", path: "pvc://more" },
    ],
  };
  const { volumes, containers: [{ args, volumeMounts }] } = wish(spec).template.spec!;
  assertEquals(
    args?.[0],
    "--logdir_spec=logs:/tensorboard_logs/,old-er:/tensorboard_logs_2/,far:s3://bucket/runs,other:/tensorboard_logs_4/",
  );
  assertEquals(volumes?.map((each) => [each.name, each.persistentVolumeClaim?.claimName]), [
    ["tbpd", "logs"],
    ["tbpd-2", "more"],
  ]);
  assertEquals(volumeMounts?.map((each) => [each.name, each.mountPath, each.subPath]), [
    ["tbpd", "/tensorboard_logs/", "a"],
    ["tbpd", "/tensorboard_logs_2/", "b"],
    ["tbpd-2", "/tensorboard_logs_4/", undefined],
  ]);
  assertEquals(KIND.claimsOf(tensorboard(spec)), ["logs", "more"]);
});

Deno.test("each directory has a name of its own, which TensorBoard takes for none of its paths", () => {
  const logDirectories = ["logs", "a", "a", "/a", "", " "].map((name) => ({ name, path: "s3://bucket" }));
  const [argument] = container({ logDirectories }).args!;
  const names = argument.replace("--logdir_spec=", "").split(",").map((each) => each.split(":")[0]);
  assertEquals(names, ["logs", "logs-2", "a", "a-2", "a-3", "unnamed", "unnamed-2"]);
});

Deno.test("two places that would be at one path are said, since one would hide the other", () => {
  const faultOf = (...paths: string[]) =>
    wish({ logDirectories: paths.map((path) => ({ name: "b", path })) }).fault?.parameters?.detail;
  assertEquals(faultOf("/tensorboard_logs"), "two of its directories would be at /tensorboard_logs");
  assertEquals(faultOf("/x", "/x/"), undefined);
});

Deno.test("credentials, image, size, account and reload interval are the object's where it names them", () => {
  const { image, envFrom, env, args, resources } = container({
    image: "mine",
    resources: {},
    envFrom: [{ configMapRef: { name: "endpoint" } }],
    secretRef: { name: "s3" },
    env: [{ name: "AWS_ENDPOINT_URL_S3", value: "http://minio" }],
    reloadIntervalSeconds: 0,
  });
  assertEquals([image, resources], ["mine", {}]);
  assertEquals(envFrom, [{ configMapRef: { name: "endpoint" } }, { secretRef: { name: "s3" } }]);
  assertEquals(env, [{ name: "AWS_ENDPOINT_URL_S3", value: "http://minio" }]);
  assertEquals(args?.at(-1), "--reload_interval=0");
  assertEquals(wish({ serviceAccountName: "me" }).template.spec?.serviceAccountName, "me");
});

Deno.test("what names no logs is said and nothing is made of it", () => {
  const faults = [{ logspath: "" }, { logspath: "pvc://" }, { logDirectories: [{ name: "a", path: "" }] }];
  assertEquals(faults.map((each) => wish(each).fault?.reason), ["InvalidSpec", "InvalidSpec", "InvalidSpec"]);
  assertEquals(wish({ logspath: "/a,b" }).fault, undefined);
  assertEquals(wish({ logspath: "/a,b", logDirectories: [{ name: "a", path: "/c" }] }).fault?.reason, "InvalidSpec");
  assertEquals(KIND.complete({ metadata: { name: "a" } } as Tensorboard).spec, { logspath: "" });
});

Deno.test("a name whose Service could not have its port is said before anything is made", () => {
  const named = (name: string) =>
    KIND.wishOf({ ...tensorboard({}), metadata: { name, namespace: "team" } }).fault?.reason;
  assertEquals([named("t".repeat(58)), named("t".repeat(59))], [undefined, "NameTooLong"]);
});

Deno.test("a condition has the name that Kubeflow gave it beside its type, and each type is there once", () => {
  const explanation = { reason: "Ready", message: "Ready.", since: "2026-11-23T10:00:00Z" };
  const conditions = [{ type: "Available", status: "True", lastTransitionTime: "2026-11-23T10:00:00Z" }];
  const status = KIND.statusOf(toolStatusFacts({
    object: tensorboard({}),
    workload: { metadata: { name: "runs" }, status: { readyReplicas: 1, conditions } } as never,
    container: "tensorboard",
    explained: { state: "RUNNING", explanation },
    unseen: {},
    conditions: [],
  }, new Date("2026-11-23T10:00:00Z")));
  assertEquals(status.conditions.map((each) => [each.deploymentState, each.type, each.status]), [
    ["Available", "Available", "True"],
    ["Ready", "Ready", "True"],
  ]);
  assertEquals(status.readyReplicas, 1);
});
