import { assertEquals } from "@std/assert";
import { ApiError } from "../../kube/mod.ts";
import { explainRefusal } from "./refusal.ts";

const refused = (code: number, message: string, more = {}) => {
  const explained = explainRefusal(new ApiError({ code, message, ...more }));
  return explained && [explained.type, explained.code, "policy" in explained ? explained.policy : explained.path];
};

Deno.test("explainRefusal() names the webhook, the quota, the missing namespace and the wrong value", () => {
  assertEquals(refused(403, 'admission webhook "no.gpu" denied the request: none on Sundays'), [
    "PolicyRefusal",
    "REFUSED_BY_POLICY",
    "no.gpu",
  ]);
  assertEquals(refused(400, 'admission webhook "no.gpu" denied the request: none'), [
    "PolicyRefusal",
    "REFUSED_BY_POLICY",
    "no.gpu",
  ]);
  const quota = 'persistentvolumeclaims "x" is forbidden: exceeded quota: small, requested: requests.storage=10Gi, ' +
    "used: requests.storage=95Gi, limited: requests.storage=100Gi";
  assertEquals(refused(403, quota), ["PolicyRefusal", "QUOTA_EXCEEDED", "small"]);
  const absent = { details: { kind: "namespaces", name: "gone" } };
  assertEquals(refused(404, 'namespaces "gone" not found', absent), ["NotFound", "NOT_FOUND", ["namespace"]]);
  const invalid = { details: { causes: [{ field: "spec", message: "Required value" }] } };
  assertEquals(refused(422, "invalid", invalid), ["FieldError", "INVALID", undefined]);
  assertEquals(refused(403, "unable to create new content in namespace a because it is being terminated"), [
    "FieldError",
    "INVALID",
    ["namespace"],
  ]);
});

Deno.test("explainRefusal() says of a limit what is allowed, and what is asked for", () => {
  const said = (message: string) => {
    const { message: what, nextStep } = explainRefusal(new ApiError({ code: 403, message }))!;
    return `${what} ${nextStep}`;
  };
  assertEquals(
    said(
      'persistentvolumeclaims "x" is forbidden: exceeded quota: small, requested: requests.storage=10Gi, ' +
        "used: requests.storage=95Gi, limited: requests.storage=100Gi",
    ),
    "The quota small allows 100 GiB storage; 95 GiB in use, and this asks for 10 GiB. Stop something or ask for less.",
  );
  assertEquals(
    said("exceeded quota: small, requested: storage=1Gi"),
    "The quota small leaves no room for it. Stop something or ask for less.",
  );
  assertEquals(
    said(
      'notebooks.kubeflow.org "x" is forbidden: exceeded quota: few, requested: count/notebooks.kubeflow.org=1, ' +
        "used: count/notebooks.kubeflow.org=3, limited: count/notebooks.kubeflow.org=3",
    ),
    "The quota few allows 3 notebooks; 3 in use, and this asks for 1. Stop something or ask for less.",
  );
  assertEquals(
    said(
      'persistentvolumeclaims "x" is forbidden: maximum storage usage per PersistentVolumeClaim is 5Gi, but request is 10Gi',
    ),
    "A rule here allows at most 5 GiB storage; this asks for 10 GiB. Ask for less.",
  );
});

Deno.test("explainRefusal() leaves what is no fault of the request to others", () => {
  const ours = 'notebooks is forbidden: User "system:serviceaccount:a:b" cannot create resource "notebooks"';
  assertEquals(refused(403, ours), undefined);
  assertEquals(refused(500, "boom"), undefined);
  assertEquals(explainRefusal(new TypeError("away")), undefined);
});

Deno.test("a webhook that nobody serves is named, and is no fault of ours", () => {
  const words = 'Internal error occurred: failed calling webhook "mpvcviewer.kb.io": failed to call webhook: Post ' +
    '"https://pvcviewer-webhook-service.kubeflow.svc:443/mutate": no endpoints available for service "pvcviewer-webhook-service"';
  const refusal = explainRefusal(new ApiError({ code: 500, message: words }));
  assertEquals([refusal?.type, refusal?.message, refusal?.nextStep], [
    "PolicyRefusal",
    "A check that this has to pass does not answer: mpvcviewer.kb.io.",
    "Show this to your admin.",
  ]);
});
