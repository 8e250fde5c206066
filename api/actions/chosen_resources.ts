import { compareQuantities, formatQuantity, parseQuantity, quantityToNumber } from "../../kube/mod.ts";
import type { NotebookFormSettings } from "../notebook_form.ts";
import { fieldError } from "./field_error.ts";
import type { NotebookSpecInput } from "./notebook_input.ts";
import type { FieldError } from "./user_error.ts";

/** What a notebook's container asks for. */
export interface ChosenResources {
  requests: Record<string, string>;
  limits: Record<string, string>;
}

/** What is wanted, filled in by the admin's defaults and factors; or why it cannot be. */
export function chooseResources(
  { cpuLimit, memoryLimit, ...spec }: NotebookSpecInput,
  form: NotebookFormSettings,
): ChosenResources & { errors: FieldError[] } {
  const { cpu = form.cpu.value, memory = form.memory.value } = spec;
  const { accelerator = form.accelerators.default } = spec;
  const cpuMost = cpuLimit ?? timesFactor(cpu, form.cpu.limitFactor, "m");
  const memoryMost = memoryLimit ?? timesFactor(memory, form.memory.limitFactor, "Mi");
  const errors = [
    checkLimit("cpuLimit", cpu, cpuLimit),
    checkLimit("memoryLimit", memory, memoryLimit),
    accelerator && checkAccelerator(accelerator.resource, form),
  ];
  return {
    requests: { cpu, memory },
    limits: {
      ...(cpuMost && { cpu: cpuMost }),
      ...(memoryMost && { memory: memoryMost }),
      // A limit alone: Kubernetes asks for as many as it allows.
      ...(accelerator && accelerator.count > 0 && { [accelerator.resource]: String(accelerator.count) }),
    },
    errors: errors.filter((error) => error !== undefined),
  };
}

/** An amount times a factor, rounded up to whole units; undefined without a factor. */
function timesFactor(amount: string, factor: number | undefined, unit: "m" | "Mi"): string | undefined {
  if (factor === undefined) return undefined;
  const units = quantityToNumber(parseQuantity(amount)!) * factor / (unit === "m" ? 0.001 : 2 ** 20);
  // A factor of 1.2 is none of two: what is above a whole unit by less than a millionth is meant to be it.
  return formatQuantity(parseQuantity(`${Math.ceil(units - 1e-6)}${unit}`)!);
}

function checkLimit(field: string, request: string, limit: string | undefined): FieldError | undefined {
  if (!limit || compareQuantities(parseQuantity(limit)!, parseQuantity(request)!) >= 0) return undefined;
  const nextStep = `Give at least ${request}, or leave the limit out.`;
  return fieldError(`The limit ${limit} is less than what is asked for, ${request}.`, ["spec", field], { nextStep });
}

function checkAccelerator(resource: string, { accelerators }: NotebookFormSettings): FieldError | undefined {
  const allowed = accelerators.options.map((each) => each.resource);
  if (allowed.includes(resource)) return undefined;
  const message = `There is no accelerator ${resource} to be had here.`;
  return fieldError(message, ["spec", "accelerator", "resource"], { allowed });
}
