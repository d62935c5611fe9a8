import type { Setting, Wanted } from "../core/cluster";
import type { Violation } from "../core/finding";
import type { Fix } from "../core/fix";

/** The complaint that a setting is not as it is wanted, with the fix, or with what to write where nobody may edit it. */
export function complaint<W extends Wanted>(
  setting: Setting,
  message: string,
  wanted: W,
  propose: (wanted: W) => Fix | undefined = (each) => setting.propose(each),
): Violation {
  const fix = propose(wanted);
  const advice = setting.advise?.(wanted);
  return {
    message,
    setting,
    confidence: "high",
    ...(fix ? { fix } : {}),
    ...(advice ? { advice } : {}),
  };
}
