import { type KubeClient, NAMESPACES, NOTEBOOKS, PERSISTENT_VOLUME_CLAIMS } from "../../kube/mod.ts";
import { JupyterServer } from "../e2e/kernel.ts";
import { within } from "../e2e/wait_for.ts";

/** Makes the namespace `demo` and the notebook `lab` in it, a JupyterLab with a volume as its home. */
export async function plantLab(client: KubeClient): Promise<void> {
  await client.create(NAMESPACES, { metadata: { name: "demo" } });
  await client.create(PERSISTENT_VOLUME_CLAIMS, {
    metadata: { name: "home", namespace: "demo" },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
  });
  const container = {
    name: "lab",
    image: "quay.io/jupyter/minimal-notebook:latest",
    volumeMounts: [{ name: "home", mountPath: "/home/jovyan" }],
  };
  const annotations = { "notebooks.kubeflow.org/server-type": "jupyter" };
  await client.create(NOTEBOOKS, {
    metadata: { namespace: "demo", name: "lab", annotations },
    spec: {
      template: {
        spec: { containers: [container], volumes: [{ name: "home", persistentVolumeClaim: { claimName: "home" } }] },
      },
    },
  });
}

/** Runs a line in a terminal of its own, which stays there when its page has gone; answers how to close it. */
export async function runInTerminal(toolUrl: string, line: string, openMs: number): Promise<() => Promise<void>> {
  const server = await JupyterServer.open(toolUrl);
  const { name } = await server.post("api/terminals", {});
  const socket = new WebSocket(`${toolUrl.replace("http", "ws")}terminals/websocket/${name}`, {
    headers: { cookie: server.cookie, origin: new URL(toolUrl).origin },
  } as unknown as string[]);
  await within("opening the terminal", 15_000, new Promise((resolve) => socket.onopen = resolve));
  socket.send(JSON.stringify(["stdin", `${line}\r`]));
  await new Promise((resolve) => setTimeout(resolve, openMs));
  socket.close();
  return () => server.delete(`api/terminals/${name}`);
}
