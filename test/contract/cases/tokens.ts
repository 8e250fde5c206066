import { assert, assertEquals, assertMatch } from "@std/assert";
import { grant } from "../grant.ts";
import { accountUser, bearer, requestToken, REVIEWS, tokenRequest, USER, whoAmI } from "../identity.ts";
import { account, accountsOf, pod, podsOf } from "../objects.ts";
import { type Answer, type ContractCase, type ContractTarget, eventually, ok, send } from "../target.ts";

const ISSUER = "https://kubernetes.default.svc.cluster.local";

async function review(cluster: ContractTarget, token: string, audiences?: string[]): Promise<Answer> {
  const body = { apiVersion: "authentication.k8s.io/v1", kind: "TokenReview", spec: { token, audiences } };
  return (await ok(cluster, "POST", `${REVIEWS}/tokenreviews`, body)).status;
}

/** The review of a token that has ended: a server may remember for ten seconds that it was good. */
const untilForgotten = (cluster: ContractTarget, token: string): Promise<Answer> =>
  eventually(() => review(cluster, token), ({ authenticated }) => !authenticated);

const claimsOf = (token: string) => JSON.parse(atob(token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/")));

/** The token with its claims changed, and everything else as it was. */
function forge(token: string, change: (claims: Answer) => void): string {
  const [header, , signature] = token.split(".");
  const claims = claimsOf(token);
  change(claims);
  return `${header}.${btoa(JSON.stringify(claims)).replace(/=+$/, "")}.${signature}`;
}

export const cases: ContractCase[] = [
  {
    name: "a ServiceAccount's token may do what its role says, and nothing else",
    async run(cluster) {
      const subject = { kind: "ServiceAccount", name: "default", namespace: cluster.namespace };
      await grant(cluster, "reader", [{ apiGroups: [""], resources: ["pods"], verbs: ["list"] }], subject);
      const token = await requestToken(cluster);
      const list = () => send(cluster, "GET", podsOf(cluster), undefined, bearer(token));
      // What roles say reaches the authorizer a moment later.
      await eventually(list, ({ status }) => status === 200);
      const refused = await send(cluster, "POST", podsOf(cluster), pod("x"), bearer(token));
      assertEquals([refused.status, refused.body.message], [
        403,
        `pods is forbidden: User "${accountUser(cluster)}" cannot create resource "pods" in API group "" ` +
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
      assertEquals({ aud, iss, sub }, { aud: [ISSUER], iss: ISSUER, sub: accountUser(cluster) });
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
      const forged = forge(token, (claims) => claims.sub = accountUser(cluster, "default-editor"));
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
        username: accountUser(cluster),
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
      const ended = await untilForgotten(cluster, token);
      assertMatch(ended.error, /pod UID \(.*\) does not match service account pod ref claim|has been invalidated/);
      const list = () => send(cluster, "GET", podsOf(cluster), undefined, bearer(token));
      await eventually(list, ({ status }) => status === 401);
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
      const ended = await untilForgotten(cluster, token);
      assertMatch(ended.error, /service account UID \(.*\) does not match claim/);
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
      assertEquals([account.username, account.uid], [accountUser(cluster), uid]);
    },
  },
];
