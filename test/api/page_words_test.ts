import { assertEquals } from "@std/assert";
import { explain } from "../../kube/explain/mod.ts";
import { observedSituation, SITUATIONS, SITUATIONS_SEEN_AT } from "../../kube/explain/recorded_situations.ts";
import { explainPlain } from "../../ui/texts/explain.ts";

/** Words of Kubernetes, of its runtimes and of programmers, which a data scientist need not know. */
const JARGON =
  /\b(pods?|pvcs?|containers?|nodes?|namespaces?|statefulsets?|kubernetes|kubelet|taints?|rpc|statuscode|exec|runAsNonRoot|runAsUser|seccompProfile|NB_PREFIX)\b|\$PATH|!=|\d+m CPU|\bplugin type=/i;

for (const situation of SITUATIONS) {
  Deno.test(`the page says of the recorded ${situation.name} nothing that only Kubernetes' people understand`, () => {
    const answering = situation.name === "wrong-prefix" ? "notFound" : "yes";
    const { explanation: { nextStep = null, parameters = {}, ...said } } = explain(
      observedSituation(situation, answering),
      SITUATIONS_SEEN_AT,
    );
    const listed = Object.entries(parameters).map(([name, value]) => ({ name, value }));
    const text = explainPlain({ ...said, nextStep, parameters: listed }, SITUATIONS_SEEN_AT.getTime());
    // Labels are named as whoever set them wrote them.
    const plain = text.replace(/\([^)]*\)/g, "");
    assertEquals([JARGON.exec(plain)?.[0], text], [undefined, text]);
  });
}
