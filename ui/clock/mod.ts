/** Time for the page: the one place besides the connection that asks what time it is or waits. */
export { type Clock, createClock } from "./clock.ts";
export { ClockProvider, useClock, useNow } from "./context.tsx";
