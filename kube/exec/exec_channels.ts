import type { Status } from "../errors.ts";

/** The WebSocket protocols of exec that are spoken, the preferred one first; they differ in how input ends. */
export const EXEC_PROTOCOLS = ["v5.channel.k8s.io", "v4.channel.k8s.io"] as const;

/** The first byte of each message says what it carries. */
export const CHANNELS = { stdin: 0, stdout: 1, stderr: 2, status: 3, close: 255 } as const;

/** The last message of an exec, as text: how the command ended, or in words why it could not be run. */
export function formatExecStatus(end: number | string): string {
  const status = end === 0 ? { status: "Success" } : typeof end === "string" ? failed(end) : {
    ...failed(`command terminated with non-zero exit code: exit status ${end}`),
    reason: "NonZeroExitCode",
    details: { causes: [{ reason: "ExitCode", message: String(end) }] },
  };
  return JSON.stringify({ metadata: {}, ...status });
}

const failed = (message: string) => ({ status: "Failure", reason: "InternalError", message, code: 500 });

/** The exit code that the last message of an exec tells; throws its words where the command could not be run. */
export function readExecStatus(text: string): number {
  const { status, reason, message, details } = JSON.parse(text) as Partial<Status>;
  if (status === "Success") return 0;
  const code = Number(details?.causes?.find((each) => each.reason === "ExitCode")?.message);
  if (reason === "NonZeroExitCode" && Number.isInteger(code)) return code;
  throw new Error(`Cannot run the command: ${message ?? reason ?? "no reason is told"}`);
}
