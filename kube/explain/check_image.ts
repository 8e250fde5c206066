import type { Pod } from "../builtins.ts";
import { newestEvent } from "./event_time.ts";
import type { Verdict } from "./explanation.ts";
import type { ObservedTool } from "./observed_tool.ts";
import { containersOf } from "./pod_containers.ts";
import { asDetail } from "./wording.ts";

const PULL_FAILURES = [
  "ErrImagePull",
  "ImagePullBackOff",
  "InvalidImageName",
  "ErrImageNeverPull",
  "ImageInspectError",
  "RegistryUnavailable",
  "SignatureValidationFailed",
];

const NOT_FOUND =
  /code = NotFound|manifest unknown|name unknown|repository does not exist|no such image|not in the catalogue|: not found\b|image .*not found/i;

const RATE_LIMITED = /toomanyrequests|429 Too Many Requests|rate limit/i;

/** Registries answer the same where an image is private and where it is not there. */
const ACCESS_DENIED =
  /\bunauthorized\b|authorization failed|may require|\b40[13] (?:Unauthorized|Forbidden)|requested access to the resource is denied|no basic auth credentials/i;

/** An image that cannot be had. */
export function checkImage(observed: ObservedTool): Verdict | undefined {
  const { pod } = observed;
  const failed = pod &&
    containersOf(pod).find(({ status }) => PULL_FAILURES.includes(status?.state?.waiting?.reason ?? ""));
  if (!failed) return undefined;
  const { reason = "", message = "" } = failed.status?.state?.waiting ?? {};
  const image = failed.container.image ?? "";
  const words = wordsOf(message, image, observed);
  const technical = words || reason;
  const parameters = { image };
  if (reason === "InvalidImageName") return { reason: "ImageNameInvalid", parameters, technical };
  if (RATE_LIMITED.test(words)) return { reason: "ImageRateLimited", parameters, technical };
  if (ACCESS_DENIED.test(words)) return { reason: "ImageAccessDenied", parameters, technical };
  if (NOT_FOUND.test(words)) return { reason: "ImageNotFound", parameters, technical };
  return { reason: "ImagePullFailed", parameters: { image, detail: detailOf(words) || reason }, technical };
}

/** A back-off says only that it waits; the reason is then in the newest Event about the pull. */
function wordsOf(message: string, image: string, { pod, events }: ObservedTool): string {
  const isBareBackOff = message === "" || /^Back-off pulling image "[^"]*"$/.test(message);
  if (!isBareBackOff) return message;
  return newestEvent(events, (event) => isPullFailure(event.reason, event.message, image, pod))?.message ?? message;
}

function isPullFailure(reason: string | undefined, message = "", image: string, pod?: Pod): boolean {
  return pod !== undefined && reason === "Failed" && message.startsWith("Failed to pull image") &&
    message.includes(image);
}

function detailOf(words: string): string {
  const plain = words
    .replace(/^Back-off pulling image "[^"]*": /, "")
    .replace(/^ErrImagePull: /, "")
    .replace(/^Failed to pull image "[^"]*": /, "")
    .replace(/^rpc error: code = \w+ desc = /, "")
    .replace(/^failed to pull and unpack image "[^"]*": /, "");
  return asDetail(plain);
}
