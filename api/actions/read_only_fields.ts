import type { NotebookFormSettings } from "../notebook_form.ts";
import type { NotebookSpecInput } from "./notebook_input.ts";
import type { FieldError } from "./user_error.ts";

/** What of an input the admin has settled: whatever is sent for it is refused, so that nobody thinks that it was heard. */
export function checkReadOnly(spec: NotebookSpecInput, form: NotebookFormSettings): FieldError[] {
  const { cpu, memory, accelerators, workspace, dataVolumes, configurations, sharedMemory } = form;
  const settled: [keyof NotebookSpecInput, { isReadOnly?: boolean }, word: string][] = [
    ["cpu", cpu, "CPU"],
    ["cpuLimit", cpu, "limit of CPU"],
    ["memory", memory, "memory"],
    ["memoryLimit", memory, "limit of memory"],
    ["accelerator", accelerators, "accelerator"],
    ["workspace", workspace, "workspace"],
    ["hasWorkspace", workspace, "workspace"],
    ["dataVolumes", dataVolumes, "data volumes"],
    ["configurations", configurations, "configurations"],
    ["sharedMemory", sharedMemory, "shared memory"],
  ];
  return settled.filter(([field, { isReadOnly }]) => isReadOnly && spec[field] !== undefined)
    .map(([field, , word]) => ({
      type: "FieldError",
      code: "READ_ONLY",
      message: `The admin has set the ${word} of notebooks: ${field} cannot be chosen.`,
      nextStep: `Leave ${field} out.`,
      path: ["spec", field],
    }));
}
