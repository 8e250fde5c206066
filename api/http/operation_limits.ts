import {
  type ASTVisitor,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  GraphQLError,
  type GraphQLOutputType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
} from "graphql";

/** How large one operation may be. */
export interface OperationLimits {
  depth: number;
  aliases: number;
  /** Objects that an answer may hold, estimated. */
  cost: number;
  /** Tokens of the document, checked by the parser. */
  tokens: number;
}

export const DEFAULT_OPERATION_LIMITS: OperationLimits = { depth: 12, aliases: 30, cost: 20_000, tokens: 2_000 };

/** Rows that a list is taken to have where no argument says. */
const ASSUMED_ROWS = 10;
const MAX_ROWS = 500;

interface Size {
  depth: number;
  aliases: number;
  cost: number;
}

/** A validation rule, for HTTP and WebSocket alike, that refuses operations beyond `limits` with TOO_COSTLY. */
export function createLimitsRule(limits: OperationLimits): (context: ValidationContext) => ASTVisitor {
  return (context) => ({
    Document(document) {
      const size = new OperationMeter(context, document).measure();
      for (const key of ["depth", "aliases", "cost"] as const) {
        if (size[key] <= limits[key]) continue;
        const message = `Cannot run this operation: its ${key} is ${size[key]}, at most ${limits[key]} is allowed.`;
        context.reportError(new GraphQLError(message, { extensions: { code: "TOO_COSTLY" } }));
      }
    },
  });
}

/** Measures a document that need not be valid; each fragment is measured once, however often it is spread. */
class OperationMeter {
  readonly #context: ValidationContext;
  readonly #document: DocumentNode;
  readonly #fragments = new Map<string, Size>();

  constructor(context: ValidationContext, document: DocumentNode) {
    this.#context = context;
    this.#document = document;
  }

  /** The largest operation of the document. */
  measure(): Size {
    const sizes = this.#document.definitions.flatMap((definition) => {
      if (definition.kind !== Kind.OPERATION_DEFINITION) return [];
      const root = this.#context.getSchema().getRootType(definition.operation) ?? undefined;
      return [this.#measureSet(definition.selectionSet, root)];
    });
    return sizes.reduce(largest, { depth: 0, aliases: 0, cost: 0 });
  }

  #measureSet(set: SelectionSetNode, parent: unknown): Size {
    const total: Size = { depth: 0, aliases: 0, cost: 0 };
    for (const selection of set.selections) {
      const size = selection.kind === Kind.FIELD
        ? this.#measureField(selection, parent)
        : selection.kind === Kind.FRAGMENT_SPREAD
        ? this.#measureFragment(selection.name.value)
        : this.#measureSet(selection.selectionSet, this.#typeNamed(selection.typeCondition?.name.value) ?? parent);
      total.depth = Math.max(total.depth, size.depth);
      total.aliases += size.aliases;
      total.cost += size.cost;
    }
    return total;
  }

  #measureField(field: FieldNode, parent: unknown): Size {
    const name = field.name.value;
    const aliases = field.alias ? 1 : 0;
    if (name.startsWith("__") || !field.selectionSet) return { depth: 1, aliases, cost: 0 };
    const type = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name]?.type : undefined;
    const inner = this.#measureSet(field.selectionSet, type && getNamedType(type));
    const rows = rowsOf(field, type);
    return {
      depth: inner.depth + 1,
      aliases: inner.aliases + aliases,
      cost: rows * (inner.cost + (type && isCompositeType(getNamedType(type)) ? 1 : 0)),
    };
  }

  #measureFragment(name: string): Size {
    const known = this.#fragments.get(name);
    if (known) return known;
    // Taken for empty while it is measured: another rule refuses cycles.
    this.#fragments.set(name, { depth: 0, aliases: 0, cost: 0 });
    const fragment = this.#document.definitions.find((each): each is FragmentDefinitionNode =>
      each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === name
    );
    const size = fragment
      ? this.#measureSet(fragment.selectionSet, this.#typeNamed(fragment.typeCondition.name.value))
      : { depth: 0, aliases: 0, cost: 0 };
    this.#fragments.set(name, size);
    return size;
  }

  #typeNamed(name: string | undefined): unknown {
    return name === undefined ? undefined : this.#context.getSchema().getType(name);
  }
}

/** A connection is multiplied where its page is asked for; a plain list by a guess; `nodes` and `edges` not again. */
function rowsOf(field: FieldNode, type: GraphQLOutputType | undefined): number {
  const sizes = (field.arguments ?? []).filter(({ name }) => name.value === "first" || name.value === "last");
  if (sizes.length > 0) {
    return Math.max(...sizes.map(({ value }) => value.kind === Kind.INT ? Number(value.value) : MAX_ROWS), 1);
  }
  if (!type) return 1;
  if (getNamedType(type).name.endsWith("Connection")) return 50;
  if (["nodes", "edges"].includes(field.name.value)) return 1;
  const bare = isNonNullType(type) ? type.ofType : type;
  return isListType(bare) ? ASSUMED_ROWS : 1;
}

function largest(a: Size, b: Size): Size {
  return {
    depth: Math.max(a.depth, b.depth),
    aliases: Math.max(a.aliases, b.aliases),
    cost: Math.max(a.cost, b.cost),
  };
}
