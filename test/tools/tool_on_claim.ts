import { DEPLOYMENTS, NAMESPACES, PERSISTENT_VOLUME_CLAIMS, SERVICES } from "../../kube/builtins.ts";
import type { KubeClient } from "../../kube/client.ts";
import { VIRTUAL_SERVICES } from "../../kube/routing/routes.ts";
import type { Pod } from "../../kube/builtins.ts";

/** As a training writes: a loss that falls, in three steps. */
export const TRAINING = `
from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.proto.summary_pb2 import Summary
from tensorboard.summary.writer.event_file_writer import EventFileWriter
writer = EventFileWriter("/work/run1")
for step in range(3):
    value = Summary.Value(tag="loss", simple_value=1 / 2 ** step)
    writer.add_event(Event(step=step, wall_time=1000 + step, summary=Summary(value=[value])))
writer.close()
`;

/** A tool on the claim `work` of the namespace `demo`, as a controller makes its children. */
export interface Tool {
  name: string;
  container: Partial<NonNullable<Pod["spec"]>["containers"][number]>;
  port: number;
  /** Where the gateway has it; ends in a slash. */
  prefix: string;
  /** What the tool sees in place of the prefix. */
  rewrite?: string;
  /** Of the route. */
  timeout?: string;
}

/** The namespace, and the claim. */
export async function plantClaim(client: KubeClient): Promise<void> {
  await client.create(NAMESPACES, { metadata: { name: "demo" } });
  await client.create(PERSISTENT_VOLUME_CLAIMS, {
    metadata: { name: "work", namespace: "demo" },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "10Gi" } } },
  });
}

/** Deployment, Service and route. */
export async function plantTool(client: KubeClient, { name, container, port, prefix, rewrite, timeout }: Tool) {
  const metadata = { name, namespace: "demo" };
  const labels = { app: name };
  const here = { matchFields: [{ key: "metadata.name", operator: "In", values: ["test"] }] };
  await client.create(DEPLOYMENTS, {
    metadata,
    spec: {
      selector: { matchLabels: labels },
      strategy: { type: "Recreate" },
      template: {
        metadata: { labels },
        spec: {
          containers: [{ name, ports: [{ containerPort: port }], ...container }],
          volumes: [{ name: "volume", persistentVolumeClaim: { claimName: "work" } }],
          affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [here] } } },
        },
      },
    },
  } as never);
  await client.create(SERVICES, {
    metadata,
    spec: { selector: labels, ports: [{ name: `http-${name}`, port: 80, targetPort: port as never }] },
  });
  const destination = { host: `${name}.demo.svc.cluster.local`, port: { number: 80 } };
  await client.create(VIRTUAL_SERVICES, {
    metadata,
    spec: {
      ...{ hosts: ["*"], gateways: ["kubeflow/kubeflow-gateway"] },
      http: [{ match: [{ uri: { prefix } }], rewrite: { uri: rewrite ?? prefix }, route: [{ destination }], timeout }],
    } as never,
  });
}
