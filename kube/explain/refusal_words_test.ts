import { assertEquals } from "@std/assert";
import { messageOf } from "./fill_pattern.ts";
import { REASONS } from "./reasons.ts";
import { explainRefusal } from "./refusal_words.ts";

Deno.test("explainRefusal() names a field that the cluster is too old for", () => {
  // Recorded from kube-apiserver 1.36.3; its status is a 500 without a reason.
  const words = "failed to create typed patch object (demo/x; apps/v1, Kind=StatefulSet): " +
    ".spec.template.spec.fieldOfTheFuture: field not declared in schema";
  assertEquals(explainRefusal(words), {
    reason: "InvalidSpec",
    parameters: { detail: "this cluster does not know fieldOfTheFuture" },
    technical: words,
  });
});

Deno.test("explainRefusal() tells a name that no Service can have as a rule for names", () => {
  const words =
    'Service "1digit" is invalid: metadata.name: Invalid value: "1digit": a DNS-1035 label must consist of ' +
    "lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric " +
    "character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";
  assertEquals(explainRefusal(words), {
    reason: "InvalidSpec",
    parameters: { detail: "its name may hold only small letters, digits and hyphens, and must begin with a letter" },
    technical: words,
  });
});

Deno.test("explainRefusal() reads a name's rule from a newer apiserver's words too", () => {
  const words =
    'StatefulSet.apps "my.lab" is invalid: [metadata.name: Invalid value: "my.lab": must not contain dots, ' +
    'spec.template.spec.containers[0].name: Invalid value: "my.lab": must not contain dots]';
  assertEquals(
    explainRefusal(words).parameters?.detail,
    "its name may hold only small letters, digits and hyphens, and must begin with a letter",
  );
});

Deno.test("explainRefusal() says what a quota wants to be told, and which runtime class there is not", () => {
  const quota =
    'pods "lab-0" is forbidden: failed quota: q: must specify limits.cpu for: lab; limits.memory for: lab; ' +
    "requests.cpu for: lab; requests.memory for: lab";
  assertEquals(
    messageOf(REASONS.RefusedByPolicy, explainRefusal(quota).parameters!),
    "A rule here refused it: q wants it to say how much CPU and memory it needs, and how much CPU and memory it may take " +
      "at most.",
  );
  const older = 'pods "lab-0" is forbidden: failed quota: q: must specify cpu,memory';
  assertEquals(explainRefusal(older).parameters?.detail, "q wants it to say how much CPU and memory it needs");
  const runtime = 'pods "rtc-0" is forbidden: pod rejected: RuntimeClass "nope" not found';
  const { reason, parameters } = explainRefusal(runtime);
  assertEquals([reason, parameters], ["InvalidSpec", { detail: "no runtime class is named nope" }]);
});

Deno.test("explainRefusal() says of what there are two", () => {
  // Recorded from kube-apiserver 1.36.3.
  const words = "failed to create typed patch object (team/mountdup; apps/v1, Kind=StatefulSet): " +
    '.spec.template.spec.volumes: duplicate entries for key [name="x"]';
  assertEquals(explainRefusal(words).parameters, { detail: "volumes has two with the name x" });
});

Deno.test("explainRefusal() keeps long words within a sentence, which ends once", () => {
  const detail = explainRefusal(`Pod "x" is invalid: spec.x: ${"word ".repeat(60)}`).parameters!.detail;
  assertEquals([detail.length <= 160, detail.endsWith("…")], [true, true]);
  assertEquals(messageOf(REASONS.InvalidSpec, { detail }).endsWith("…"), true);
});
