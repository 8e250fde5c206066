import type { FieldError } from "./user_error.ts";

/** A value at `path` of the input cannot be. */
export function fieldError(
  message: string,
  path: string[],
  { allowed, nextStep }: { allowed?: string[]; nextStep?: string } = {},
): FieldError {
  return {
    type: "FieldError",
    code: "INVALID",
    message,
    path,
    ...(allowed && { allowed }),
    ...(nextStep && { nextStep }),
  };
}
