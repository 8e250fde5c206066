/** Where a tool is: its Service, and its path through a gateway and at the Service itself, both ending in `/`. */
export interface ToolAddress {
  readonly service: { readonly namespace: string; readonly name: string; readonly port: number };
  readonly routedPath: string;
  readonly ownPath: string;
}
