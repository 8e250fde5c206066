type Parts = Record<string, unknown>;

/** JSON.parse holds shorter texts once by itself. */
const LONG_TEXT = 10;

/**
 * `value` with those of its parts replaced that are equal in `model`, so that both hold the same one: ten thousand pods
 * then weigh little more than what tells them apart. Changes `value`, down to what is frozen; `model` must be frozen in
 * depth. Gives `model` itself where all is equal.
 */
export function shareParts<T extends object>(value: T, model: object): T {
  if (Object.isFrozen(value) || Array.isArray(value) !== Array.isArray(model)) return value;
  const isSame = Array.isArray(value)
    ? shareItems(value, model as unknown[])
    : shareFields(value as Parts, model as Parts);
  return isSame ? model as T : value;
}

function shareItems(value: unknown[], model: readonly unknown[]): boolean {
  let isSame = value.length === model.length;
  for (let index = 0; index < value.length && index < model.length; index++) {
    if (isShared(value[index], model[index])) value[index] = model[index];
    else if (value[index] !== model[index]) isSame = false;
  }
  return isSame;
}

/** Whether all fields are equal; runs for every field of every object that is watched. */
function shareFields(value: Parts, model: Parts): boolean {
  let isSame = true;
  let count = 0;
  for (const name in value) {
    count++;
    const part = value[name];
    const other = model[name];
    // `__proto__` may be the name of a field, and reads as one of a model that lacks it.
    if (isShared(part, other) && name !== "__proto__") value[name] = other;
    else if (part !== other) isSame = false;
  }
  if (!isSame) return false;
  for (const _ in model) count--;
  return count === 0;
}

/** Whether the one may stand for the other, and two of them would cost memory. */
function isShared(part: unknown, other: unknown): boolean {
  if (typeof part === "string") return part.length > LONG_TEXT && part === other;
  if (typeof part !== "object" || part === null || typeof other !== "object" || other === null) return false;
  return part !== other && shareParts(part, other) === other;
}
