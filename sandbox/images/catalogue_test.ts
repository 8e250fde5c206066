import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describeEntry, directoryOf, findImage, repositoryOf } from "./catalogue.ts";

Deno.test("repositoryOf() drops registry alias, tag and digest, but no port", () => {
  assertEquals(repositoryOf("docker.io/jupyter/scipy-notebook:latest"), "jupyter/scipy-notebook");
  assertEquals(repositoryOf("quay.io/jupyter/base-notebook:x@sha256:00ff"), "quay.io/jupyter/base-notebook");
  assertEquals(repositoryOf("localhost:5000/a/b"), "localhost:5000/a/b");
});

Deno.test("findImage() knows the usual Jupyter images", () => {
  const base = [
    "quay.io/jupyter/minimal-notebook:latest",
    "jupyter/base-notebook",
    "docker.io/jupyter/minimal-notebook@sha256:abcd",
    "public.ecr.aws/j1r0q0g6/notebooks/notebook-servers/jupyter:master",
    "ghcr.io/kubeflow/kubeflow/notebook-servers/jupyter:v1.10.0",
    "kubeflownotebookswg/jupyter:v1.8.0",
  ];
  for (const image of base) {
    assertEquals(findImage(image)?.requirements, ["jupyterlab==4.6.6", "kubernetes==36.0.3"], image);
  }
  const science = [
    "jupyter/scipy-notebook:2023-01-01",
    "kubeflownotebookswg/jupyter-scipy:v1.8.0",
    "docker.io/kubeflownotebookswg/jupyter-pytorch-cuda-full:v1.8.0",
    "ghcr.io/kubeflow/kubeflow/notebook-servers/jupyter-tensorflow-full:v1.10.0",
    "gcr.io/kubeflow-images-public/tensorflow-1.10.1-notebook-cpu:v0.3.0",
    "quay.io/jupyter/datascience-notebook",
  ];
  for (const image of science) assert(findImage(image)?.requirements?.includes("pandas"), image);
});

Deno.test("findImage() has a plain Python and a shell", () => {
  for (const image of ["python", "python:3.11-slim", "docker.io/library/python:3.13"]) {
    assertEquals(describeEntry(findImage(image)!), "the Python of this machine; left out: other versions", image);
  }
  for (const image of ["busybox:1.36", "docker.io/library/alpine:3"]) {
    assertEquals(describeEntry(findImage(image)!), "programs of this machine", image);
  }
});

Deno.test("findImage() knows TensorBoard and Cloud Commander by their images' names", () => {
  for (const image of ["tensorflow/tensorflow:2.5.1", "docker.io/tensorflow/tensorflow"]) {
    assertEquals(
      describeEntry(findImage(image)!),
      "tensorboard==2.21.0, boto3 from PyPI; left out: TensorFlow, for its size",
      image,
    );
  }
  for (const image of ["coderaiser/cloudcmd", "docker.io/coderaiser/cloudcmd:latest-alpine"]) {
    assertEquals(describeEntry(findImage(image)!), "cloudcmd@18.8.11 from npm; left out: the terminal", image);
  }
});

Deno.test("findImage() knows nothing else", () => {
  for (
    const image of [
      "nginx",
      "evil/python",
      "python-x",
      "evil/jupyter/minimal-notebook",
      "jupyter/minimal",
      "jupyter/minimal-notebook/x",
      "",
    ]
  ) {
    assertEquals(findImage(image), undefined, image);
  }
});

Deno.test("findImage() prefers the entries handed in", () => {
  const own = { matches: /^jupyter\/minimal-notebook$/, command: ["true"] };
  assertEquals(findImage("jupyter/minimal-notebook", [own]), own);
});

Deno.test("describeEntry() names the packages and what is left out", () => {
  assertEquals(
    describeEntry(findImage("jupyter/minimal-notebook")!),
    "jupyterlab==4.6.6, kubernetes==36.0.3 from PyPI",
  );
  const tensorflow = describeEntry(findImage("jupyter/tensorflow-notebook")!);
  for (const word of ["numpy", "scipy", "pandas", "left out: TensorFlow"]) assertStringIncludes(tensorflow, word);
});

Deno.test("directoryOf() changes with what a pull puts into an image, so that no former one is served", () => {
  const entry = { id: "lab-1", matches: /lab/, requirements: ["lab==1"], scripts: { "start.sh": "old" }, command: [] };
  const directory = directoryOf(entry)!;
  assertEquals(directory, directoryOf({ ...entry, matches: /other/, command: ["start.sh"] }));
  assertEquals(directory.startsWith("lab-1-"), true);
  for (
    const change of [{ requirements: ["lab==1", "x"] }, { npm: { lab: "1" } }, { scripts: { "start.sh": "new" } }, {
      warmUp: "import x",
    }]
  ) {
    assertEquals(directoryOf({ ...entry, ...change }) === directory, false);
  }
  assertEquals(directoryOf({ ...entry, id: undefined }), undefined);
});
