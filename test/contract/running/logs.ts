import { assert, assertEquals, assertMatch } from "@std/assert";
import { podsOf } from "../objects.ts";
import { type Answer, type ContractCase, type ContractTarget, eventually, ok, send } from "../target.ts";
import { hasEnded, hasStarted, shell, shellPod, untilPod } from "./shell_image.ts";

const logOf = (cluster: ContractTarget, name: string, query = "") => `${podsOf(cluster)}/${name}/log${query}`;
const readLog = async (cluster: ContractTarget, name: string, query?: string): Promise<string> =>
  await ok(cluster, "GET", logOf(cluster, name, query));

/** Starts a pod and answers it once it is as is awaited. */
async function start(cluster: ContractTarget, body: Answer, isDone = hasEnded): Promise<Answer> {
  await ok(cluster, "POST", podsOf(cluster), body);
  return await untilPod(cluster, body.metadata.name, isDone);
}

/** What a log that is followed has said by the time that `isDone` holds or it has ended. */
async function follow(cluster: ContractTarget, path: string, isDone: (text: string) => boolean): Promise<string> {
  const response = await cluster.fetch(path, { signal: AbortSignal.timeout(30_000) });
  assertEquals(response.headers.get("content-type"), "text/plain");
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { value, done } = await reader.read();
    text += value ?? "";
    if (done) return text;
    if (isDone(text)) break;
  }
  await reader.cancel();
  return text;
}

export const cases: ContractCase[] = [
  {
    name: "a log has what a container wrote to both of its outputs, also after it has ended",
    async run(cluster) {
      // Two outputs are two pipes: what is written to both at once has no order.
      await start(cluster, shellPod("p", "echo one; sleep 0.5; echo two >&2"));
      assertEquals(await readLog(cluster, "p"), "one\ntwo\n");
      await ok(cluster, "DELETE", `${podsOf(cluster)}/p`, { gracePeriodSeconds: 0 });
      const { status, body } = await send(cluster, "GET", logOf(cluster, "p"));
      assertEquals([status, body.message], [404, 'pods "p" not found']);
    },
  },
  {
    name: "the last lines, the first bytes, and lines with the time of their writing",
    async run(cluster) {
      await start(cluster, shellPod("p", "seq 1 5"));
      const read = (query: string) => readLog(cluster, "p", `?${query}`);
      assertEquals(await read("tailLines=2"), "4\n5\n");
      assertEquals(await read("tailLines=0"), "");
      assertEquals(await read("tailLines=100"), "1\n2\n3\n4\n5\n");
      assertEquals(await read("limitBytes=3"), "1\n2");
      assertMatch(await read("timestamps=true&tailLines=1"), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z 5\n$/);
    },
  },
  {
    name: "the lines since an instant, and of the last seconds",
    async run(cluster) {
      await start(cluster, shellPod("p", "echo early; sleep 2.5; echo late"));
      const stamped = await readLog(cluster, "p", "?timestamps=true");
      const [, late] = stamped.trim().split("\n").map((line) => line.split(" ")[0]);
      const sinceTime = late.replace(/\.\d+Z$/, "Z");
      assertEquals(await readLog(cluster, "p", `?sinceTime=${sinceTime}`), "late\n");
      assertEquals(await readLog(cluster, "p", "?sinceSeconds=1000"), "early\nlate\n");
      assertEquals(await eventually(() => readLog(cluster, "p", "?sinceSeconds=1"), (text) => text === ""), "");
    },
  },
  {
    name: "a log that is followed says each line as it is written, and ends with its container",
    async run(cluster) {
      await start(cluster, shellPod("p", "for i in 1 2 3 4; do echo $i; sleep 0.3; done"), hasStarted);
      assertEquals(await follow(cluster, logOf(cluster, "p", "?follow=true"), () => false), "1\n2\n3\n4\n");
      assertEquals(await follow(cluster, logOf(cluster, "p", "?follow=true&tailLines=1"), () => false), "4\n");
      await start(cluster, shellPod("q", "while :; do echo on; sleep 0.1; done"), hasStarted);
      const some = await follow(cluster, logOf(cluster, "q", "?follow=true"), (text) => text.length > 8);
      assertMatch(some, /^(on\n){3,}/);
    },
  },
  {
    name: "the log of the run before, where there was one",
    async run(cluster) {
      const script = 'date "+run %s%N"; if [ -e "$HOME/again" ]; then sleep 1000; fi; touch "$HOME/again"; exit 3';
      const again = shellPod("p", script, {
        ...{ restartPolicy: "Always", volumes: [{ name: "home", emptyDir: {} }] },
        containers: [{ ...shell(script), volumeMounts: [{ name: "home", mountPath: "/home/me" }] }],
      });
      const isAgain = ({ status }: Answer) => {
        const [one] = status.containerStatuses ?? [];
        return one?.restartCount === 1 && one.state.running !== undefined;
      };
      const { status } = await start(cluster, again, isAgain);
      assertEquals(status.containerStatuses[0].lastState.terminated.exitCode, 3);
      const now = await eventually(() => readLog(cluster, "p"), (text) => text !== "");
      const before = await readLog(cluster, "p", "?previous=true");
      assertMatch(now, /^run \d+\n$/);
      assertMatch(before, /^run \d+\n$/);
      assert(now !== before);
    },
  },
  {
    name: "there is no log of a run that has not been, of a container that is not, or before its image is there",
    async run(cluster) {
      const told = async (name: string, query = "") => {
        const { status, body } = await send(cluster, "GET", logOf(cluster, name, query));
        return [status, body.reason, body.message];
      };
      await start(cluster, shellPod("p", "sleep 1000"), hasStarted);
      const previous = 'previous terminated container "main" in pod "p" not found';
      assertEquals(await told("p", "?previous=true"), [400, "BadRequest", previous]);
      assertEquals(await told("p", "?container=other"), [400, "BadRequest", "container other is not valid for pod p"]);
      const unknown = shellPod("q", "", { containers: [{ name: "main", image: "nowhere.invalid/nothing:1" }] });
      const isFailing = ({ status }: Answer) =>
        status.containerStatuses?.[0].state.waiting?.reason === "ImagePullBackOff";
      await start(cluster, unknown, isFailing);
      const waiting = 'container "main" in pod "q" is waiting to start: ';
      const [status, , message] = await told("q");
      assertEquals(status, 400);
      assertMatch(String(message), new RegExp(`^${waiting}(image can't be pulled|trying and failing to pull image)$`));
    },
  },
  {
    name: "of several containers one has to be named, and each has a log of its own",
    async run(cluster) {
      const spec = {
        initContainers: [shell("echo first", "before")],
        containers: [shell("echo a", "a"), shell("echo b", "b")],
      };
      await start(cluster, shellPod("p", "", spec));
      for (const [container, text] of [["before", "first\n"], ["a", "a\n"], ["b", "b\n"]]) {
        assertEquals(await readLog(cluster, "p", `?container=${container}`), text);
      }
      const { status, body } = await send(cluster, "GET", logOf(cluster, "p"));
      const choice = "a container name must be specified for pod p, choose one of: [before a b]";
      assertEquals([status, body.message], [400, choice]);
      await start(
        cluster,
        shellPod("q", "", { initContainers: spec.initContainers, containers: [shell("echo main")] }),
      );
      assertEquals(await readLog(cluster, "q"), "main\n");
    },
  },
  {
    name: "what cannot be asked of a log is refused with its causes",
    async run(cluster) {
      await ok(cluster, "POST", podsOf(cluster), shellPod("p", "echo x"));
      const { status, body } = await send(cluster, "GET", logOf(cluster, "p", "?tailLines=-1&limitBytes=0"));
      assertEquals([status, body.details.kind], [422, "PodLogOptions"]);
      assertEquals(body.details.causes.map(({ field, message }: Answer) => `${field}: ${message}`), [
        "tailLines: Invalid value: -1: must be greater than or equal to 0",
        "limitBytes: Invalid value: 0: must be greater than 0",
      ]);
    },
  },
];
