import { z } from "zod";
import type { Wire } from "../object.ts";

/** Under this key a part names the schema of Kubernetes' OpenAPI that it has. */
export const KUBERNETES_SCHEMA = "x-kubernetes-schema";

/** A part whose shape is Kubernetes' own: the generated CRD takes its schema from Kubernetes' OpenAPI by this name. */
export function kubernetesPart<T>(name: string): z.ZodType<Wire<T>> {
  return z.custom<Wire<T>>().meta({ [KUBERNETES_SCHEMA]: name });
}
