import { bytes, cores, texts } from "../texts/mod.ts";

/** An amount of CPU or memory as asked for; the exact quantity in the title. */
export function Amount(props: { of: { quantity: string; value: number } | null; unit: "cores" | "bytes" }) {
  const text = () => {
    if (!props.of) return texts.list.notAsked;
    return props.unit === "cores" ? cores(props.of.value) : bytes(props.of.value);
  };
  return <span class="amount" title={props.of?.quantity}>{text()}</span>;
}
