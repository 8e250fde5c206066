/** A variable of the environment that cannot be used; `main.ts` exits 78 (EX_CONFIG) with its message. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  /** Name of the variable to change. */
  readonly variable: string;

  constructor(variable: string, problem: string, options?: ErrorOptions) {
    super(`Cannot start: ${variable} ${problem}`, options);
    this.variable = variable;
  }
}
