import { badRequest } from "../../kube/failure.ts";
import { type Fields, fieldsAt } from "../../kube/json_value.ts";
import type { UntypedObject } from "../../kube/object.ts";
import { checkToken, withEverybody } from "./authentication.ts";
import { review, reviewRules } from "./authorization.ts";
import type { Front } from "./handler.ts";
import { apiVersionOf, type Resource } from "./registry.ts";
import type { Identity } from "./request_info.ts";
import { toTimestamp } from "./writes.ts";

/** Answers what a review asks, for `user` where it asks about oneself; throws 400. */
export function answerReview(front: Front, resource: Resource, body: UntypedObject, user: Identity): UntypedObject {
  const asked = { ...body, apiVersion: apiVersionOf(resource), kind: resource.kind, metadata: body.metadata ?? {} };
  switch (resource.kind) {
    case "TokenReview":
      return { ...asked, status: reviewToken(front, fieldsAt(asked, "spec")) };
    case "SelfSubjectReview": {
      const creationTimestamp = toTimestamp(front.clock.now());
      return { ...asked, metadata: { ...asked.metadata, creationTimestamp }, status: { userInfo: toUserInfo(user) } };
    }
    case "SelfSubjectRulesReview":
      return reviewRules(front.storage, asked, user);
    case "SelfSubjectAccessReview":
      return review(front.storage, asked, user);
  }
  return review(front.storage, asked);
}

function reviewToken(front: Front, { token, audiences }: Fields): Fields {
  if (typeof token !== "string" || token === "") {
    throw badRequest("token is required for TokenReview in authentication");
  }
  const reading = checkToken(front, token, audiences as string[] | undefined);
  if (reading.kind === "refused") return { user: {}, error: reading.why };
  return { authenticated: true, user: toUserInfo(withEverybody(reading.user)), audiences: reading.audiences };
}

const toUserInfo = ({ name: username, ...rest }: Identity) => ({ username, ...rest });
