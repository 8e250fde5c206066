/** Who writes what the api writes. */
export const FIELD_MANAGER = "atelier-api";
