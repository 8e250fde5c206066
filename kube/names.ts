import { hasForm } from "./name_forms.ts";
import { NOTEBOOK_NAME_MAX } from "./resources/notebook.ts";

/** What is wrong with `name` as a DNS-1123 label (namespaces, container names), as a sentence; undefined if nothing. */
export function checkDnsLabel(name: string): string | undefined {
  return checkName(
    name,
    63,
    "label",
    "may hold only lower-case letters, digits and hyphens, and must begin and end with a letter or digit",
  );
}

/** What is wrong with `name` as a DNS-1035 label (names of Services), as a sentence; undefined if nothing. */
export function checkDns1035Label(name: string): string | undefined {
  return checkDns1035(name, 63);
}

/** What is wrong with `name` as a DNS-1123 subdomain (most objects' names), as a sentence; undefined if nothing. */
export function checkDnsSubdomain(name: string): string | undefined {
  const tooLong = checkLength(name, 253);
  if (tooLong) return tooLong;
  if (hasForm(name, "subdomain")) return undefined;
  return "The name may hold only lower-case letters, digits, hyphens and dots, " +
    "and each part between dots must begin and end with a letter or digit.";
}

/** What is wrong with `name` for a notebook made by us, as a sentence; undefined if nothing. */
export function checkNotebookName(name: string): string | undefined {
  return checkDns1035(name, NOTEBOOK_NAME_MAX);
}

function checkDns1035(name: string, max: number): string | undefined {
  const rule =
    "may hold only lower-case letters, digits and hyphens, must begin with a letter and end with a letter or digit";
  return checkName(name, max, "label1035", rule);
}

function checkName(name: string, max: number, form: "label" | "label1035", rule: string): string | undefined {
  return checkLength(name, max) ?? (hasForm(name, form) ? undefined : `The name ${rule}.`);
}

function checkLength(name: string, max: number): string | undefined {
  if (name === "") return "The name is empty.";
  return name.length > max ? `The name has ${name.length} characters; at most ${max} are allowed.` : undefined;
}
