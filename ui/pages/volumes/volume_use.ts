import type { Volume, VolumeUse } from "../../data/mod.ts";

/** Everything that names the volume, what runs first; empty also where the viewer may not know it. */
export function usersOf({ usedBy }: Pick<Volume, "usedBy">): readonly VolumeUse[] {
  return (usedBy ?? []).toSorted((a, b) =>
    Number(b.isRunning) - Number(a.isRunning) || a.name.localeCompare(b.name, "en")
  );
}

/** About how many letters of names a sentence takes. */
const ROOM = 60;

/** Their names in one text; of many, or of long ones, the first and how many more. */
export function namesOf(users: readonly VolumeUse[], shown = 3): string {
  const names = users.slice(0, shown).map(({ name }) => name);
  while (Number.isFinite(shown) && names.length > 1 && names.join(", ").length > ROOM) names.pop();
  const rest = users.length - names.length;
  return rest > 0 ? `${names.join(", ")} and ${rest} more` : names.join(", ");
}
