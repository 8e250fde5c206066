/** ResourceQuotas and LimitRanges as users meet them: what is refused, what is filled in, and how much is used. */
export { applyLimitRanges, completeLimitRange, refuseByLimitRange } from "./limit_range.ts";
export { refuseByQuota, statusOfQuota, usageOf } from "./quota.ts";
