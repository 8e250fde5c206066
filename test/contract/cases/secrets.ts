import { assertEquals } from "@std/assert";
import { type Answer, type ContractCase, type ContractTarget, ok, patch, send } from "../target.ts";

const secretsOf = ({ namespace }: ContractTarget) => `/api/v1/namespaces/${namespace}/secrets`;

export const cases: ContractCase[] = [
  {
    name: "a Secret is Opaque unless it says otherwise, and keeps texts as data that are not shown again",
    async run(cluster) {
      const body = { metadata: { name: "s" }, data: { a: btoa("1"), b: btoa("2") }, stringData: { b: "é" } };
      const made = await ok(cluster, "POST", secretsOf(cluster), body);
      assertEquals([made.type, made.data, made.stringData], ["Opaque", { a: "MQ==", b: "w6k=" }, undefined]);
      const read = await ok(cluster, "GET", `${secretsOf(cluster)}/s`);
      assertEquals([read.data, read.stringData], [made.data, undefined]);
      const { body: patched } = await patch(cluster, "merge", `${secretsOf(cluster)}/s`, { stringData: { a: "3" } });
      assertEquals(patched.data, { a: "Mw==", b: "w6k=" });
      const { items } = await ok(cluster, "GET", `${secretsOf(cluster)}?fieldSelector=type=Opaque`);
      assertEquals(items.map(({ metadata }: Answer) => metadata.name), ["s"]);
    },
  },
  {
    name: "a Secret's keys are names, and its type stays",
    async run(cluster) {
      const refused = async (body: Answer) => {
        const answer = await send(cluster, "POST", secretsOf(cluster), body);
        return [answer.status, ...answer.body.details.causes.map(({ field }: Answer) => field)];
      };
      assertEquals(await refused({ metadata: { name: "s" }, stringData: { "a b": "1" } }), [422, "data[a b]"]);
      await ok(cluster, "POST", secretsOf(cluster), { metadata: { name: "s" }, stringData: { a: "1" } });
      const changed = await patch(cluster, "merge", `${secretsOf(cluster)}/s`, { type: "other" });
      assertEquals([changed.status, changed.body.details.causes[0].field], [422, "type"]);
    },
  },
];
