/** Small things that every page is made of. */
export { Amount } from "./amount.tsx";
export { ExplanationText } from "./explanation.tsx";
export { FaultNotice } from "./fault_notice.tsx";
export { faultWords } from "./fault_words.ts";
export { Field, type FieldControl, SettledField } from "./field.tsx";
export { Icon } from "./icon.tsx";
export { type LazyPart, lazyPart } from "./lazy_part.tsx";
export { LiveBadge } from "./live_badge.tsx";
export { MenuButton, type MenuEntry } from "./menu.tsx";
export { RefusedButton } from "./refused_button.tsx";
export { SentenceText } from "./sentence.tsx";
export { createHeld, createSettled } from "./settled.ts";
export { type ShownState, STATE_TONE, StateIcon } from "./state_icon.tsx";
export { type Toast, ToastsProvider, useToast } from "./toasts.tsx";
export { When } from "./when.tsx";
