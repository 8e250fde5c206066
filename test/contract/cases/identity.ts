import { assert, assertEquals, assertMatch } from "@std/assert";
import { grant } from "../grant.ts";
import { account, accountsOf, pod, podsOf } from "../objects.ts";
import { type Answer, type ContractCase, type ContractTarget, eventually, NOBODY, ok, send } from "../target.ts";

const REVIEWS = "/apis/authentication.k8s.io/v1";
const USER = "contract-user";
const ISSUER = "https://kubernetes.default.svc.cluster.local";
/** A server may remember for ten seconds that a token was good. */
const UNTIL_FORGOTTEN_MS = 15_000;

const bearer = (token: string, headers: Record<string, string> = {}) => (
  { as: NOBODY, headers: { authorization: `Bearer ${token}`, ...headers } }
);
const userOf = ({ namespace }: ContractTarget, name = "default") => `system:serviceaccount:${namespace}:${name}`;

async function requestToken(cluster: ContractTarget, spec: Answer = {}, name = "default"): Promise<string> {
  const made = await ok(cluster, "POST", `${accountsOf(cluster)}/${name}/token`, tokenRequest(spec));
  return made.status.token;
}
const tokenRequest = (spec: Answer) => ({ apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec });

async function review(cluster: ContractTarget, token: string, audiences?: string[]): Promise<Answer> {
  const body = { apiVersion: "authentication.k8s.io/v1", kind: "TokenReview", spec: { token, audiences } };
  return (await ok(cluster, "POST", `${REVIEWS}/tokenreviews`, body)).status;
}

const claimsOf = (token: string) => JSON.parse(atob(token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/")));

/** The token with its claims changed, and everything else as it was. */
function forge(token: string, change: (claims: Answer) => void): string {
  const [header, , signature] = token.split(".");
  const claims = claimsOf(token);
  change(claims);
  return `${header}.${btoa(JSON.stringify(claims)).replace(/=+$/, "")}.${signature}`;
}

/** Lets the user without rights impersonate, in the whole cluster; answers how to take that back. */
async function allowImpersonation(cluster: ContractTarget, rules: unknown[]): Promise<() => Promise<void>> {
  const path = "/apis/rbac.authorization.k8s.io/v1";
  const metadata = { name: `${cluster.namespace}-impersonator` };
  await ok(cluster, "POST", `${path}/clusterroles`, { metadata, rules });
  const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: metadata.name };
  const subjects = [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: USER }];
  await ok(cluster, "POST", `${path}/clusterrolebindings`, { metadata, roleRef, subjects });
  return async () => {
    await ok(cluster, "DELETE", `${path}/clusterrolebindings/${metadata.name}`);
    await ok(cluster, "DELETE", `${path}/clusterroles/${metadata.name}`);
  };
}

const whoAmI = (cluster: ContractTarget, options: Parameters<typeof send>[4]): Promise<Answer> =>
  ok(cluster, "POST", `${REVIEWS}/selfsubjectreviews`, {
    apiVersion: "authentication.k8s.io/v1",
    kind: "SelfSubjectReview",
  }, options).then(({ status }) => status.userInfo);

const TOKENS: ContractCase[] = [
  {
    name: "a ServiceAccount's token may do what its role says, and nothing else",
    async run(cluster) {
      const subject = { kind: "ServiceAccount", name: "default", namespace: cluster.namespace };
      await grant(cluster, "reader", [{ apiGroups: [""], resources: ["pods"], verbs: ["list"] }], subject);
      const token = await requestToken(cluster);
      assertEquals((await send(cluster, "GET", podsOf(cluster), undefined, bearer(token))).status, 200);
      const refused = await send(cluster, "POST", podsOf(cluster), pod("x"), bearer(token));
      assertEquals([refused.status, refused.body.message], [
        403,
        `pods is forbidden: User "${userOf(cluster)}" cannot create resource "pods" in API group "" ` +
        `in the namespace "${cluster.namespace}"`,
      ]);
    },
  },
  {
    name: "a token says whose it is, for whom, and until when",
    async run(cluster) {
      const made = await ok(cluster, "POST", `${accountsOf(cluster)}/default/token`, tokenRequest({}));
      const { uid } = await ok(cluster, "GET", `${accountsOf(cluster)}/default`).then(({ metadata }) => metadata);
      assertEquals([made.kind, made.metadata.name, made.metadata.uid], ["TokenRequest", "default", uid]);
      assertEquals([made.spec.audiences, made.spec.expirationSeconds], [[ISSUER], 3600]);
      const claims = claimsOf(made.status.token);
      const { aud, iss, sub, iat, nbf, exp } = claims;
      assertEquals({ aud, iss, sub }, { aud: [ISSUER], iss: ISSUER, sub: userOf(cluster) });
      assertEquals([nbf, exp], [iat, iat + 3600]);
      assert(Math.abs(Date.parse(made.status.expirationTimestamp) / 1000 - exp) <= 1);
      const { namespace } = cluster;
      assertEquals(claims["kubernetes.io"], { namespace, serviceaccount: { name: "default", uid } });
    },
  },
  {
    name: "a TokenRequest is refused for too short a life, a foreign uid, and what is not there",
    async run(cluster) {
      const ask = async (spec: Answer, name = "default", metadata = {}) => {
        const body = { ...tokenRequest(spec), metadata };
        const { status, body: answer } = await send(cluster, "POST", `${accountsOf(cluster)}/${name}/token`, body);
        return [status, answer.message];
      };
      assertEquals(await ask({ expirationSeconds: 599 }), [
        422,
        'TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid value: 599: ' +
        "may not specify a duration less than 10 minutes",
      ]);
      assertEquals(await ask({}, "none"), [404, 'serviceaccounts "none" not found']);
      assertEquals((await ask({}, "default", { uid: "x" }))[0], 409);
      const boundTo = (kind: string, name: string, uid?: string) => (
        { boundObjectRef: { apiVersion: "v1", kind, name, uid } }
      );
      assertEquals(await ask(boundTo("Pod", "none")), [404, 'pods "none" not found']);
      assertEquals(await ask(boundTo("ConfigMap", "x")), [
        400,
        "cannot bind token to object of type /v1, Kind=ConfigMap",
      ]);
      await ok(cluster, "POST", podsOf(cluster), pod("p"));
      assertEquals(await ask(boundTo("Pod", "p", "x")), [
        409,
        'Operation cannot be fulfilled on Pod "p": the UID in the bound object reference (x) does not match the UID ' +
        "in record. The object might have been deleted and then recreated",
      ]);
      await ok(cluster, "POST", accountsOf(cluster), account("other"));
      assertEquals(await ask(boundTo("Pod", "p"), "other"), [
        400,
        'cannot bind token for serviceaccount "other" to pod running with different serviceaccount name.',
      ]);
      const get = await send(cluster, "GET", `${accountsOf(cluster)}/default/token`);
      assertEquals([get.status, get.body.reason], [405, "MethodNotAllowed"]);
    },
  },
  {
    name: "a token that is none, forged, or for others is a 401",
    async run(cluster) {
      const token = await requestToken(cluster);
      const forged = forge(token, (claims) => claims.sub = userOf(cluster, "default-editor"));
      const later = forge(token, (claims) => claims.exp += 1_000_000);
      const unsigned = `${btoa('{"alg":"none"}').replace(/=+$/, "")}.${token.split(".")[1]}.`;
      const foreign = await requestToken(cluster, { audiences: ["others"] });
      for (const each of ["garbage", forged, later, unsigned, token.slice(0, -8), foreign]) {
        const { status, body } = await send(cluster, "GET", podsOf(cluster), undefined, bearer(each));
        assertEquals({ status, body }, {
          status: 401,
          body: {
            ...{ kind: "Status", apiVersion: "v1", metadata: {}, status: "Failure" },
            ...{ message: "Unauthorized", reason: "Unauthorized", code: 401 },
          },
        });
      }
    },
  },
  {
    name: "a TokenReview tells whose a token is, and why it is not taken",
    async run(cluster) {
      const token = await requestToken(cluster);
      const { uid } = await ok(cluster, "GET", `${accountsOf(cluster)}/default`).then(({ metadata }) => metadata);
      const user = {
        username: userOf(cluster),
        uid,
        groups: ["system:serviceaccounts", `system:serviceaccounts:${cluster.namespace}`, "system:authenticated"],
        extra: { "authentication.kubernetes.io/credential-id": [`JTI=${claimsOf(token).jti}`] },
      };
      assertEquals(await review(cluster, token), { authenticated: true, user, audiences: [ISSUER] });
      assertEquals(await review(cluster, "garbage"), { user: {}, error: "invalid bearer token" });
      const expired = await review(cluster, forge(token, (claims) => claims.exp -= 7200));
      assertEquals(expired, {
        user: {},
        error: "[invalid bearer token, go-jose/go-jose: error in cryptographic primitive]",
      });
      const foreign = await requestToken(cluster, { audiences: ["others"] });
      const targets = `for the target audiences ["${ISSUER}"]`;
      assertEquals(await review(cluster, foreign), {
        user: {},
        error: `[invalid bearer token, token audiences ["others"] is invalid ${targets}]`,
      });
      assertEquals((await review(cluster, foreign, ["others", "more"])).audiences, ["others"]);
      const empty = await send(cluster, "POST", `${REVIEWS}/tokenreviews`, { spec: {} });
      assertEquals([empty.status, empty.body.message], [400, "token is required for TokenReview in authentication"]);
      assertEquals((await send(cluster, "GET", `${REVIEWS}/tokenreviews`)).status, 405);
    },
  },
  {
    name: "a TokenReview needs the right to create one",
    async run(cluster) {
      const asked = await send(cluster, "POST", `${REVIEWS}/tokenreviews`, { spec: { token: "x" } }, { as: USER });
      assertEquals([asked.status, asked.body.reason], [403, "Forbidden"]);
    },
  },
  {
    name: "a token that is bound to a pod names it, and ends with it",
    async run(cluster) {
      const made = await ok(cluster, "POST", podsOf(cluster), pod("p"));
      const boundObjectRef = { apiVersion: "v1", kind: "Pod", name: "p", uid: made.metadata.uid };
      const token = await requestToken(cluster, { boundObjectRef });
      assertEquals(claimsOf(token)["kubernetes.io"].pod, { name: "p", uid: made.metadata.uid });
      const { extra } = await whoAmI(cluster, bearer(token));
      assertEquals(extra["authentication.kubernetes.io/pod-name"], ["p"]);
      assertEquals(extra["authentication.kubernetes.io/pod-uid"], [made.metadata.uid]);
      await ok(cluster, "DELETE", `${podsOf(cluster)}/p`);
      await ok(cluster, "POST", podsOf(cluster), pod("p"));
      const ended = await eventually(
        () => review(cluster, token),
        ({ authenticated }) => !authenticated,
        UNTIL_FORGOTTEN_MS,
      );
      assertMatch(ended.error, /pod UID \(.*\) does not match service account pod ref claim|has been invalidated/);
      assertEquals((await send(cluster, "GET", podsOf(cluster), undefined, bearer(token))).status, 401);
    },
  },
  {
    name: "the token of a pod that asks as every pod does outlives the hour, for those who read it only once",
    async run(cluster) {
      await ok(cluster, "POST", podsOf(cluster), pod("p"));
      const boundObjectRef = { apiVersion: "v1", kind: "Pod", name: "p" };
      const claims = claimsOf(await requestToken(cluster, { boundObjectRef, expirationSeconds: 3607 }));
      assertEquals([claims.exp, claims["kubernetes.io"].warnafter], [claims.iat + 365 * 86_400, claims.iat + 3607]);
    },
  },
  {
    name: "a ServiceAccount's tokens end with it, even where another of its name comes",
    async run(cluster) {
      await ok(cluster, "POST", accountsOf(cluster), account("brief"));
      const token = await requestToken(cluster, {}, "brief");
      assertEquals((await review(cluster, token)).authenticated, true);
      await ok(cluster, "DELETE", `${accountsOf(cluster)}/brief`);
      await ok(cluster, "POST", accountsOf(cluster), account("brief"));
      const ended = await eventually(
        () => review(cluster, token),
        ({ authenticated }) => !authenticated,
        UNTIL_FORGOTTEN_MS,
      );
      assertMatch(ended.error, /service account UID \(.*\) does not match claim/);
    },
  },
];

const IMPERSONATION: ContractCase[] = [
  {
    name: "who may impersonate some users may not impersonate others, in Kubernetes' words",
    async run(cluster) {
      const [one, two] = [`${cluster.namespace}-one`, `${cluster.namespace}-two`];
      const list = (headers: Record<string, string>) =>
        send(cluster, "GET", podsOf(cluster), undefined, { as: USER, headers });
      const before = await list({ "impersonate-user": one });
      assertEquals([before.status, before.body.reason], [403, "Forbidden"]);
      const rule = { apiGroups: [""], resources: ["users"], resourceNames: [one], verbs: ["impersonate"] };
      const takeBack = await allowImpersonation(cluster, [rule]);
      const subject = { apiGroup: "rbac.authorization.k8s.io", kind: "User", name: one };
      await grant(cluster, "lister", [{ apiGroups: [""], resources: ["pods"], verbs: ["list"] }], subject);
      await eventually(() => list({ "impersonate-user": one }), ({ status }) => status === 200);
      const refused = await list({ "impersonate-user": two });
      assertEquals([refused.status, refused.body.message, refused.body.details], [
        403,
        `users "${two}" is forbidden: User "${USER}" cannot impersonate resource "users" in API group "" ` +
        "at the cluster scope",
        { name: two, kind: "users" },
      ]);
      const withGroup = await list({ "impersonate-user": one, "impersonate-group": "system:masters" });
      assertEquals(
        withGroup.body.message,
        `groups "system:masters" is forbidden: User "${USER}" cannot impersonate resource "groups" in API group "" ` +
          "at the cluster scope",
      );
      const withUid = await list({ "impersonate-user": one, "impersonate-uid": "7" });
      assertEquals(
        withUid.body.message,
        `uids.authentication.k8s.io "7" is forbidden: User "${USER}" cannot impersonate resource "uids" ` +
          'in API group "authentication.k8s.io" at the cluster scope',
      );
      const withExtra = await list({ "impersonate-user": one, "impersonate-extra-scopes": "all" });
      assertEquals(
        withExtra.body.message,
        `userextras.authentication.k8s.io "all" is forbidden: User "${USER}" cannot impersonate resource ` +
          '"userextras/scopes" in API group "authentication.k8s.io" at the cluster scope',
      );
      const asAccount = await list({ "impersonate-user": userOf(cluster) });
      assertEquals(asAccount.status, 403);
      await takeBack();
    },
  },
  {
    name: "what is done as another is theirs: their rights, their name in a refusal",
    async run(cluster) {
      const headers = { "impersonate-user": userOf(cluster) };
      const refused = await send(cluster, "GET", podsOf(cluster), undefined, { headers });
      assertEquals([refused.status, refused.body.message], [
        403,
        `pods is forbidden: User "${userOf(cluster)}" cannot list resource "pods" in API group "" ` +
        `in the namespace "${cluster.namespace}"`,
      ]);
    },
  },
  {
    name: "who is impersonated is in the groups that are asked for, or in a ServiceAccount's own",
    async run(cluster) {
      const as = (headers: Record<string, string>) => whoAmI(cluster, { headers });
      assertEquals(await as({ "impersonate-user": userOf(cluster) }), {
        username: userOf(cluster),
        groups: ["system:serviceaccounts", `system:serviceaccounts:${cluster.namespace}`, "system:authenticated"],
      });
      const full = { "impersonate-uid": "7", "impersonate-group": "readers", "impersonate-extra-a.b%2fc": "v" };
      assertEquals(await as({ "impersonate-user": "alice", ...full }), {
        ...{ username: "alice", uid: "7", groups: ["readers", "system:authenticated"] },
        extra: { "a.b/c": ["v"] },
      });
      assertEquals(await as({ "impersonate-user": userOf(cluster), "impersonate-group": "readers" }), {
        username: userOf(cluster),
        groups: ["readers", "system:authenticated"],
      });
    },
  },
  {
    name: "groups without a user to impersonate are a 400",
    async run(cluster) {
      const headers = { "impersonate-group": "readers" };
      const { status, body } = await send(cluster, "GET", podsOf(cluster), undefined, { headers });
      assertEquals([status, body.reason, body.message], [
        400,
        "BadRequest",
        'requested &user.DefaultInfo{Name:"", UID:"", Groups:[]string{"readers"}, ' +
        "Extra:map[string][]string(nil)} without impersonating a user name",
      ]);
    },
  },
  {
    name: "a SelfSubjectReview says to anybody who they are",
    async run(cluster) {
      const { username, groups } = await whoAmI(cluster, { as: USER });
      assertEquals([username, groups], [USER, ["system:authenticated"]]);
      const token = await requestToken(cluster);
      const { uid } = await ok(cluster, "GET", `${accountsOf(cluster)}/default`).then(({ metadata }) => metadata);
      const account = await whoAmI(cluster, bearer(token));
      assertEquals([account.username, account.uid], [userOf(cluster), uid]);
    },
  },
];

const MOUNT_PATH = "/var/run/secrets/kubernetes.io/serviceaccount";

const PODS: ContractCase[] = [
  {
    name: "a pod is given its ServiceAccount's token, the CA and its namespace, in each container",
    async run(cluster) {
      const initContainers = [{ name: "init", image: "example.org/nothing" }];
      const { spec } = await ok(cluster, "POST", podsOf(cluster), pod("p", { initContainers }));
      assertEquals([spec.serviceAccountName, spec.serviceAccount], ["default", "default"]);
      const [volume] = spec.volumes;
      assertMatch(volume.name, /^kube-api-access-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
      const fieldRef = { apiVersion: "v1", fieldPath: "metadata.namespace" };
      assertEquals(volume.projected, {
        defaultMode: 420,
        sources: [
          { serviceAccountToken: { expirationSeconds: 3607, path: "token" } },
          { configMap: { name: "kube-root-ca.crt", items: [{ key: "ca.crt", path: "ca.crt" }] } },
          { downwardAPI: { items: [{ path: "namespace", fieldRef }] } },
        ],
      });
      for (const container of [...spec.containers, ...spec.initContainers]) {
        assertEquals(container.volumeMounts, [{ name: volume.name, readOnly: true, mountPath: MOUNT_PATH }]);
      }
    },
  },
  {
    name: "nobody owns what a pod is given",
    async run(cluster) {
      const { metadata } = await ok(cluster, "POST", podsOf(cluster), pod("p"));
      const [{ fieldsV1 }] = metadata.managedFields;
      assertEquals(Object.keys(fieldsV1["f:spec"]).includes("f:volumes"), false);
      assertEquals(Object.keys(fieldsV1["f:spec"]).includes("f:serviceAccountName"), false);
    },
  },
  {
    name: "a pod or its ServiceAccount may do without a token, and the pod has the last word",
    async run(cluster) {
      await ok(cluster, "POST", accountsOf(cluster), { ...account("shy"), automountServiceAccountToken: false });
      const volumesOf = async (name: string, spec: Answer) =>
        (await ok(cluster, "POST", podsOf(cluster), pod(name, spec))).spec.volumes?.length ?? 0;
      assertEquals(await volumesOf("a", { automountServiceAccountToken: false }), 0);
      assertEquals(await volumesOf("b", { serviceAccountName: "shy" }), 0);
      assertEquals(await volumesOf("c", { serviceAccountName: "shy", automountServiceAccountToken: true }), 1);
    },
  },
  {
    name: "what a container has mounted at the token's path stays",
    async run(cluster) {
      const volumes = [{ name: "own", emptyDir: {} }];
      const volumeMounts = [{ name: "own", mountPath: MOUNT_PATH }];
      const containers = [{ name: "main", image: "example.org/nothing", volumeMounts }];
      const { spec } = await ok(cluster, "POST", podsOf(cluster), pod("p", { volumes, containers }));
      assertEquals(spec.volumes.map((each: Answer) => each.name), ["own"]);
      assertEquals(spec.containers[0].volumeMounts, volumeMounts);
    },
  },
  {
    name: "a pod has its ServiceAccount's pull secrets unless it names its own",
    async run(cluster) {
      await ok(cluster, "POST", accountsOf(cluster), { ...account("puller"), imagePullSecrets: [{ name: "theirs" }] });
      const secretsOf = async (name: string, spec: Answer) =>
        (await ok(cluster, "POST", podsOf(cluster), pod(name, { serviceAccountName: "puller", ...spec }))).spec
          .imagePullSecrets;
      assertEquals(await secretsOf("a", {}), [{ name: "theirs" }]);
      assertEquals(await secretsOf("b", { imagePullSecrets: [{ name: "own" }] }), [{ name: "own" }]);
    },
  },
  {
    name: "a pod of a ServiceAccount that is not there is refused in words",
    async run(cluster) {
      const { namespace } = cluster;
      const why = `error looking up service account ${namespace}/none: serviceaccount "none" not found`;
      const { status, body } = await send(cluster, "POST", podsOf(cluster), pod("p", { serviceAccountName: "none" }));
      assertEquals([status, body.reason, body.message], [403, "Forbidden", `pods "p" is forbidden: ${why}`]);
      const unnamed = { ...pod("p", { serviceAccountName: "none" }), metadata: { generateName: "p-" } };
      assertEquals(
        (await send(cluster, "POST", podsOf(cluster), unnamed)).body.message,
        `pods "p-" is forbidden: ${why}`,
      );
    },
  },
  {
    name: "each namespace has the cluster's CA in a ConfigMap, which comes back and is put right",
    async run(cluster) {
      const path = `/api/v1/namespaces/${cluster.namespace}/configmaps/kube-root-ca.crt`;
      const get = () => send(cluster, "GET", path);
      const first = await eventually(get, ({ status }) => status === 200);
      const text = first.body.data["ca.crt"];
      assertMatch(text, /^-----BEGIN CERTIFICATE-----/);
      await ok(cluster, "DELETE", path);
      const again = await eventually(get, ({ status }) => status === 200);
      assertEquals(again.body.data["ca.crt"], text);
      await ok(cluster, "PUT", path, { ...again.body, data: { "ca.crt": "else" } });
      await eventually(get, ({ body }) => body.data?.["ca.crt"] === text);
    },
  },
];

export const cases: ContractCase[] = [...TOKENS, ...IMPERSONATION, ...PODS];
