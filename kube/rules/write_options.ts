import { badRequest, invalid } from "../failure.ts";
import { type Cause, cause } from "../field_cause.ts";

const OPTIONS = { create: "CreateOptions", update: "UpdateOptions", patch: "PatchOptions", delete: "DeleteOptions" };

/** Throws 422 where the query of a write asks for what makes no sense. */
export function refuseWriteOptions(
  params: URLSearchParams,
  verb: "create" | "update" | "patch",
  isApply: boolean,
): void {
  const causes = [...checkDryRun(params.getAll("dryRun")), ...checkManager(params.get("fieldManager") ?? "")];
  const validation = params.get("fieldValidation") ?? "";
  const served = ["", "Ignore", "Strict", "Warn"];
  if (!served.includes(validation)) causes.push(cause.notSupported("fieldValidation", validation, served));
  if (params.has("force") && !isApply) {
    causes.push(cause.forbidden("force", "may not be specified for non-apply patch"));
  }
  if (isApply && !params.get("fieldManager")) {
    causes.push(cause.required("fieldManager", "is required for apply patch"));
  }
  refuse(OPTIONS[verb], causes);
}

/** What a deletion is to do. */
export interface DeleteOptions {
  propagationPolicy?: string;
  gracePeriodSeconds?: number;
  preconditions?: { uid?: string; resourceVersion?: string };
  isDryRun?: boolean;
}

const POLICIES = ["Foreground", "Background", "Orphan"];

/** Reads what a deletion asks for in its body, or else in its query; throws 400 or 422 where it makes no sense. */
export function readDeleteOptions(body: Record<string, unknown>, params: URLSearchParams): DeleteOptions {
  const isQuery = Object.keys(body).length === 0;
  const given = (name: string) => isQuery ? params.get(name) ?? undefined : body[name];
  const grace = given("gracePeriodSeconds");
  if (grace !== undefined && (isQuery ? Number.isNaN(Number(grace)) : typeof grace !== "number")) {
    const field = "Go struct field DeleteOptions.gracePeriodSeconds of type int64";
    throw badRequest(`json: cannot unmarshal ${typeof grace} into ${field}`);
  }
  const orphans = given("orphanDependents");
  const policy = given("propagationPolicy") as string | undefined;
  const dryRun = isQuery ? params.getAll("dryRun") : (body.dryRun ?? []) as string[];
  const causes = checkDryRun(dryRun);
  if (policy !== undefined && orphans !== undefined) {
    const why = "orphanDependents and deletionPropagation cannot be both set";
    causes.push(cause.invalid("propagationPolicy", policy, why));
  } else if (policy !== undefined && !POLICIES.includes(policy)) {
    causes.push(cause.notSupported("propagationPolicy", policy, [...POLICIES, "nil"]));
  }
  refuse(OPTIONS.delete, causes);
  const old = orphans === undefined ? undefined : String(orphans) === "true" ? "Orphan" : "Background";
  return {
    propagationPolicy: policy ?? old,
    gracePeriodSeconds: grace === undefined ? undefined : Number(grace),
    preconditions: body.preconditions as DeleteOptions["preconditions"],
    isDryRun: dryRun.includes("All"),
  };
}

function refuse(kind: string, causes: Cause[]): void {
  if (causes.length > 0) throw invalid({ group: "meta.k8s.io", plural: "", kind }, "", causes);
}

function checkDryRun(given: string[]): Cause[] {
  return given.every((each) => each === "All") ? [] : [cause.notSupported("dryRun", given, ["All"])];
}

function checkManager(name: string): Cause[] {
  return name.length > 128 ? [cause.tooLong("fieldManager", 128)] : [];
}
