/** Whether a flag of a query is set, as Kubernetes reads it: by whatever is neither `0` nor `false`, such as `True`. */
export function isFlagSet(params: URLSearchParams, name: string): boolean {
  const value = params.get(name);
  return value !== null && value !== "0" && value.toLowerCase() !== "false";
}
