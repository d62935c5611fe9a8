import {
  type Origin,
  type Unknown,
  type Value,
  unknown,
} from "../../core/value";
import type { Call } from "./scope";

/** The origin of what a call makes of its arguments. */
export function operation(call: Call, from: readonly Value[]): Origin {
  return { range: call.node.place, label: call.name, from };
}

/** What a call with wrong arguments stands for. */
export function misused(call: Call, wanted: string): Unknown {
  return unknown(`${call.name} takes ${wanted}`, operation(call, []));
}
