import { type Fault, isSignedOut, UNREACHABLE } from "../connection/fault.ts";
import { texts } from "../texts/mod.ts";

/** A fault in words. */
export function faultWords(fault: Fault): { message: string; nextStep: string | null } {
  if (isSignedOut(fault)) return { message: texts.app.signedOut, nextStep: texts.app.signedOutNext };
  if (fault.code === UNREACHABLE) return { message: texts.app.serverAway, nextStep: texts.app.serverAwayNext };
  if (fault.code === "UNAVAILABLE") return { message: texts.app.clusterAway, nextStep: texts.app.clusterAwayNext };
  return { message: fault.message, nextStep: fault.nextStep };
}
