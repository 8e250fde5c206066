import { formatQuantity, parseQuantity, quantityToNumber } from "../kube/mod.ts";

/** A quantity with its number: cores, bytes or pieces. */
export interface Amount {
  quantity: string;
  value: number;
}

/** What a server asks for; a part that is absent or cannot be read is undefined. */
export interface ResourceRequest {
  cpu?: Amount;
  memory?: Amount;
  cpuLimit?: Amount;
  memoryLimit?: Amount;
  accelerators: Accelerator[];
}

/** Pieces of a kind of accelerator. */
export interface Accelerator {
  /** Resource name, such as nvidia.com/gpu. */
  resource: string;
  count: number;
}

/** Resources with a domain that are no pieces of hardware. */
const NO_ACCELERATOR = /(^|\.)kubernetes\.io\/|^hugepages-/;

/** Requests and limits of a container as they are read. */
export function toResourceRequest(
  resources: { requests?: Record<string, string>; limits?: Record<string, string> } | undefined,
): ResourceRequest {
  const { requests, limits } = resources ?? {};
  return {
    cpu: toAmount(requests?.cpu),
    memory: toAmount(requests?.memory),
    cpuLimit: toAmount(limits?.cpu),
    memoryLimit: toAmount(limits?.memory),
    accelerators: acceleratorsOf({ ...requests, ...limits }),
  };
}

function acceleratorsOf(amounts: Record<string, string>): Accelerator[] {
  return Object.entries(amounts).flatMap(([resource, text]) => {
    const quantity = resource.includes("/") && !NO_ACCELERATOR.test(resource) ? parseQuantity(text) : undefined;
    const count = quantity ? Math.trunc(quantityToNumber(quantity)) : 0;
    return count > 0 ? [{ resource, count }] : [];
  });
}

/** A quantity as it is printed, with its number; undefined where it is absent or cannot be read. */
export function toAmount(text: string | undefined): Amount | undefined {
  const quantity = text === undefined ? undefined : parseQuantity(text);
  return quantity && { quantity: formatQuantity(quantity), value: quantityToNumber(quantity) };
}
