import { DirectiveLocation, GraphQLDirective, GraphQLNonNull, GraphQLString } from "graphql";

/** The directives that say how fields are guarded. */
export function createGuardDirectives(): GraphQLDirective[] {
  const text = (description: string) => ({ type: GraphQLString, description });
  return [
    new GraphQLDirective({
      name: "access",
      description:
        "The SubjectAccessReview for the caller that guards this field, in the namespace of the object at hand.",
      locations: [DirectiveLocation.FIELD_DEFINITION, DirectiveLocation.OBJECT],
      args: {
        verb: { type: new GraphQLNonNull(GraphQLString), description: "Kubernetes' verb." },
        resource: { type: new GraphQLNonNull(GraphQLString), description: "`plural.group`, or the plural for core." },
        subresource: text("Such as `log`."),
      },
    }),
    new GraphQLDirective({
      name: "perViewer",
      description: "The value depends on who asks, not only on what they may see: never shared between identities.",
      locations: [DirectiveLocation.FIELD_DEFINITION],
    }),
    new GraphQLDirective({
      name: "anyCaller",
      description: "Open to every authenticated caller (what it returns is guarded by its own type).",
      locations: [DirectiveLocation.FIELD_DEFINITION],
    }),
  ];
}
