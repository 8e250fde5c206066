import type {
  ActionError,
  AlreadyExists,
  ConfigurationsDisagree,
  Conflict,
  CreateError,
  DeleteError,
  FieldError,
  Forbidden,
  Leftover,
  NotFound,
  PartlyDone,
  PolicyRefusal,
  TokenReused,
  VolumeInUse,
} from "../actions/user_error.ts";
import { builder } from "./builder.ts";
import { ConfigurationConflictRef } from "./configuration.ts";
import { VolumeUseRef } from "./volume_use.ts";

const ErrorCodeEnum = builder.enumType("ErrorCode", {
  description: "What kind of failure it is, for programs.",
  values: {
    INVALID: { description: "A value cannot be." },
    READ_ONLY: { description: "The admin has settled it." },
    ALREADY_EXISTS: { description: "The name is taken." },
    NOT_FOUND: { description: "There is no such thing, or the caller may not see it." },
    REPLACED: { description: "That very object is gone, and a namesake took its place." },
    FORBIDDEN: { description: "The caller has no such right." },
    CONFLICT: { description: "It changes or goes at the same time." },
    QUOTA_EXCEEDED: { description: "The namespace's quota does not allow it." },
    IN_USE: { description: "Something else uses it." },
    CONFIGURATION_CONFLICT: { description: "Configurations disagree." },
    REFUSED_BY_POLICY: { description: "A rule of the cluster refused it." },
    TOKEN_REUSED: { description: "The client token was used for another input." },
    PARTLY_DONE: { description: "The second half failed and the first could not be undone." },
  } as const,
});

type AnyError = CreateError | ActionError | DeleteError;

const UserErrorRef = builder.interfaceRef<AnyError>("UserError").implement({
  description:
    "An expected failure, as data: a client written today reads tomorrow's member through this interface. `errors` of " +
    "the response is for bugs, overload and identity.",
  fields: (t) => ({
    code: t.expose("code", { type: ErrorCodeEnum, description: "What kind of failure." }),
    message: t.exposeString("message", { description: "What is wrong, as one sentence." }),
    nextStep: t.exposeString("nextStep", { nullable: true, description: "What to do. Null: nothing can be done." }),
    path: t.field({
      type: ["String"],
      nullable: true,
      description: "Where in `input`, as in GraphQL's own paths. Null: the whole.",
      resolve: ({ path }) => path,
    }),
  }),
});

const interfaces = [UserErrorRef];

const FieldErrorRef = builder.objectRef<FieldError>("FieldError").implement({
  description: "A value of the input cannot be.",
  interfaces,
  fields: (t) => ({
    allowed: t.exposeStringList("allowed", {
      nullable: true,
      description: "What would have been accepted, where it can be listed.",
    }),
  }),
});

const AlreadyExistsRef = builder.objectRef<AlreadyExists>("AlreadyExists").implement({
  description: "The name is taken.",
  interfaces,
  fields: (t) => ({
    suggestion: t.expose("suggestion", {
      type: "ResourceName",
      nullable: true,
      description: "For a volume: the existing one, which nothing uses and the caller may use instead. Null: none.",
    }),
  }),
});

const NotFoundRef = builder.objectRef<NotFound>("NotFound").implement({
  description: "There is no such thing, or the caller may not see it.",
  interfaces,
});

const ForbiddenRef = builder.objectRef<Forbidden>("Forbidden").implement({
  description: "The caller has no such right.",
  interfaces,
  fields: (t) => ({
    verb: t.exposeString("verb", { description: "What they may not do." }),
    resource: t.exposeString("resource", { description: "With what." }),
    namespace: t.expose("namespace", { type: "ResourceName", description: "Where." }),
  }),
});

const ConflictRef = builder.objectRef<Conflict>("Conflict").implement({
  description: "It changes or goes at the same time, or a namesake took its place.",
  interfaces,
});

const VolumeInUseRef = builder.objectRef<VolumeInUse>("VolumeInUse").implement({
  description: "Something else uses the volume.",
  interfaces,
  fields: (t) => ({ usedBy: t.expose("usedBy", { type: [VolumeUseRef], description: "What uses it." }) }),
});

const ConfigurationsDisagreeRef = builder.objectRef<ConfigurationsDisagree>("ConfigurationsDisagree").implement({
  description: "What is chosen cannot be together: Kubernetes would refuse the server.",
  interfaces,
  fields: (t) => ({
    conflicts: t.expose("conflicts", { type: [ConfigurationConflictRef], description: "All that they disagree on." }),
  }),
});

const PolicyRefusalRef = builder.objectRef<PolicyRefusal>("PolicyRefusal").implement({
  description: "A webhook, a quota or another rule of the cluster said no; `technical` holds its words.",
  interfaces,
  fields: (t) => ({
    policy: t.exposeString("policy", { description: "Name of the rule." }),
    technical: t.exposeString("technical", { nullable: true, description: "Its own words. Null: it gave none." }),
  }),
});

const LeftoverRef = builder.objectRef<Leftover>("Leftover").implement({
  description: "Something that stayed behind.",
  fields: (t) => ({
    kind: t.exposeString("kind", { description: "Kubernetes' kind." }),
    namespace: t.expose("namespace", { type: "ResourceName", description: "Where." }),
    name: t.expose("name", { type: "ResourceName", description: "What it is called." }),
  }),
});

const PartlyDoneRef = builder.objectRef<PartlyDone>("PartlyDone").implement({
  description: "The second half failed and the first could not be undone: what is left, and how to clear it.",
  interfaces,
  fields: (t) => ({ leftovers: t.expose("leftovers", { type: [LeftoverRef], description: "What stayed behind." }) }),
});

const TokenReusedRef = builder.objectRef<TokenReused>("TokenReused").implement({
  description: "The client token was used before for another input.",
  interfaces,
});

const resolveType = (error: AnyError) => error.type;

export const CreateErrorRef = builder.unionType("CreateError", {
  description: "Why something was not made.",
  types: [
    FieldErrorRef,
    AlreadyExistsRef,
    NotFoundRef,
    ForbiddenRef,
    VolumeInUseRef,
    ConfigurationsDisagreeRef,
    PolicyRefusalRef,
    PartlyDoneRef,
    TokenReusedRef,
  ],
  resolveType,
});

export const ActionErrorRef = builder.unionType("ActionError", {
  description: "Why something was not done to one target.",
  types: [FieldErrorRef, NotFoundRef, ForbiddenRef, ConflictRef, PolicyRefusalRef, TokenReusedRef],
  resolveType,
});

export const DeleteErrorRef = builder.unionType("DeleteError", {
  description: "Why one target was not deleted, or not all of it.",
  types: [NotFoundRef, ForbiddenRef, ConflictRef, VolumeInUseRef, PolicyRefusalRef, PartlyDoneRef],
  resolveType,
});
