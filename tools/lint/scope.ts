/** A node as far as scopes are looked into; Deno's own union has a member for each kind of syntax. */
// deno-lint-ignore no-explicit-any -- the shape depends on `type`, and every access below is guarded
type AnyNode = any;

/** Whether `name` is bound by the file itself around these ancestors (a parameter, variable, function or import). */
export function isBound(name: string, ancestors: Deno.lint.Node[]): boolean {
  return ancestors.some((ancestor: AnyNode) => namesBoundBy(ancestor).includes(name));
}

function namesBoundBy(node: AnyNode): string[] {
  const params: AnyNode[] = node.params ?? [];
  const body: AnyNode[] = Array.isArray(node.body) ? node.body : [];
  return [...params.flatMap(namesInPattern), ...body.flatMap(namesDeclared)];
}

function namesDeclared(statement: AnyNode): string[] {
  switch (statement?.type) {
    case "ImportDeclaration":
      return statement.specifiers.map((each: AnyNode) => each.local.name);
    case "VariableDeclaration":
      return statement.declarations.flatMap((each: AnyNode) => namesInPattern(each.id));
    case "FunctionDeclaration":
      return statement.id ? [statement.id.name] : [];
    case "ExportNamedDeclaration":
      return namesDeclared(statement.declaration);
    default:
      return [];
  }
}

function namesInPattern(pattern: AnyNode): string[] {
  switch (pattern?.type) {
    case "Identifier":
      return [pattern.name];
    case "AssignmentPattern":
      return namesInPattern(pattern.left);
    case "RestElement":
      return namesInPattern(pattern.argument);
    case "ArrayPattern":
      return pattern.elements.flatMap(namesInPattern);
    case "ObjectPattern":
      return pattern.properties.flatMap((each: AnyNode) => namesInPattern(each.value ?? each));
    case "TSParameterProperty":
      return namesInPattern(pattern.parameter);
    default:
      return [];
  }
}
