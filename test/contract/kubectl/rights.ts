import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { account, notebook, pod } from "../objects.ts";
import { eventually } from "../target.ts";
import { fail, type KubectlCase, print } from "./kubectl.ts";

const USER = "contract-user";

export const cases: KubectlCase[] = [
  {
    name: "auth can-i says yes and no, for oneself and for others, of objects and of paths",
    async run(target) {
      for (const what of ["delete notebooks", "get /healthz", "* *", "get pods --subresource=log"]) {
        assertEquals(await print(target, `auth can-i ${what}`), "yes", what);
      }
      for (const what of ["delete notebooks", "get pods --subresource=log", "list nb -A", "create pods/exec"]) {
        const { code, out } = await target.run(`auth can-i ${what}`, { as: USER });
        assertEquals([code, out], [1, "no"], what);
        assertEquals((await target.run(`auth can-i ${what} --as somebody`)).out, "no", what);
      }
      assertEquals((await target.run("auth can-i get /healthz", { as: USER })).out, "yes");
      assertEquals((await target.run("auth can-i get nb -q", { as: USER })).code, 1);
      const { out, err } = await target.run("auth can-i get nonsense");
      assertEquals(out, "yes");
      assertMatch(err, /Warning: the server doesn't have a resource type ['"]nonsense['"]/);
    },
  },
  {
    name: "auth can-i follows a role, and --list tells it",
    async run(target) {
      await print(target, "create role reader --verb=get,list --resource=notebooks.kubeflow.org");
      await print(target, `create rolebinding reader --role=reader --user=${USER}`);
      await eventually(() => target.run("auth can-i get nb", { as: USER }), ({ out }) => out === "yes");
      assertEquals((await target.run("auth can-i delete nb", { as: USER })).out, "no");
      assertEquals((await target.run("auth can-i get nb -n default", { as: USER })).out, "no");
      const { out } = await target.run("auth can-i --list", { as: USER });
      assertMatch(out, /^Resources\s+Non-Resource URLs\s+Resource Names\s+Verbs\n/);
      assertMatch(out, /\nnotebooks\.kubeflow\.org\s+\[\]\s+\[\]\s+\[get list\]/);
      assertMatch(out, /\nselfsubjectaccessreviews\.authorization\.k8s\.io\s+\[\]\s+\[\]\s+\[create\]/);
      assertMatch(out, /\n\s+\[\/healthz\]\s+\[\]\s+\[get\]/);
      await print(target, "create serviceaccount a");
      await print(target, `create rolebinding account --role=reader --serviceaccount=${target.namespace}:a`);
      const asAccount = `--as system:serviceaccount:${target.namespace}:a`;
      await eventually(() => target.run(`auth can-i list nb ${asAccount}`), ({ out }) => out === "yes");
    },
  },
  {
    name: "who has no rights is refused in words",
    async run(target) {
      await print(target, "create -f -", notebook("first"));
      const told = (
        verb: string,
        resource: string,
        what: string,
        group: string,
        where = `in the namespace "${target.namespace}"`,
      ) =>
        `${what} is forbidden: User "${USER}" cannot ${verb} resource "${resource}" in API group "${group}" ${where}`;
      const get = await fail(target, "get nb", { as: USER });
      assertEquals(
        get,
        `Error from server (Forbidden): ${told("list", "notebooks", "notebooks.kubeflow.org", "kubeflow.org")}`,
      );
      const one = 'notebooks.kubeflow.org "first"';
      assertStringIncludes(
        await fail(target, "get nb first", { as: USER }),
        told("get", "notebooks", one, "kubeflow.org"),
      );
      assertStringIncludes(
        await fail(target, "delete nb first", { as: USER }),
        told("delete", "notebooks", one, "kubeflow.org"),
      );
      assertStringIncludes(
        await fail(target, "get nodes", { as: USER }),
        told("list", "nodes", "nodes", "", "at the cluster scope"),
      );
      assertStringIncludes(
        await fail(target, "create -f -", { as: USER, input: account("a") }),
        told("create", "serviceaccounts", "serviceaccounts", ""),
      );
      assertStringIncludes(
        await fail(target, "apply --server-side -f -", { as: USER, input: account("a") }),
        told("patch", "serviceaccounts", 'serviceaccounts "a"', ""),
      );
      assertStringIncludes(await fail(target, "logs p", { as: USER }), told("get", "pods", 'pods "p"', ""));
    },
  },
  {
    name: "auth whoami says who one is, and who one would be",
    async run(target) {
      const userInfo = JSON.parse(await print(target, "auth whoami -o jsonpath={.status.userInfo}"));
      assertEquals(userInfo.groups, ["system:masters", "system:authenticated"]);
      assertMatch(await print(target, "auth whoami"), /\nGroups\s+\[system:masters system:authenticated\]/);
      const as = "--as alice --as-group readers auth whoami -o jsonpath={.status.userInfo}";
      assertEquals(JSON.parse(await print(target, as)), {
        username: "alice",
        groups: ["readers", "system:authenticated"],
      });
      // Kubernetes 1.36 names a constrained kind of impersonation here, until one has succeeded.
      assertMatch(
        await fail(target, "--as alice get pods", { as: USER }),
        /is forbidden: User "contract-user" cannot impersonate\S* resource "(users|pods)"/,
      );
    },
  },
  {
    name: "create token gives one that is bound, for an audience, for a while",
    async run(target) {
      await print(target, "create -f -", pod("p"));
      const bound = "--bound-object-kind Pod --bound-object-name p --audience others --duration 15m";
      const token = await print(target, `create token default ${bound}`);
      const claims = JSON.parse(atob(token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/")));
      assertEquals([claims.aud, claims.exp - claims.iat], [["others"], 900]);
      assertEquals(claims["kubernetes.io"].pod.name, "p");
      assertEquals(
        await fail(target, "create token nobody"),
        'error: failed to create token: serviceaccounts "nobody" not found',
      );
    },
  },
  {
    name: "there are no logs of a pod that has no node, and none of what there is not",
    async run(target) {
      await print(target, "create -f -", pod("p"));
      assertEquals(await print(target, "logs p"), "");
      assertEquals(
        await fail(target, "logs q"),
        'error: error from server (NotFound): pods "q" not found in namespace ' +
          `"${target.namespace}"`,
      );
      assertStringIncludes(await fail(target, "logs p -c other"), "container other is not valid for pod p");
    },
  },
];
