/*
 * The parser, js-yaml, behind one file: texts in, events or the first error out.
 */
import { type Event, YAMLException, parseEvents } from "js-yaml";
import { isTooLong, maxDepth } from "./limits";

export {
  CHOMPING_MODE,
  COLLECTION_STYLE,
  EVENT_ID,
  type Event,
  type MappingEvent,
  SCALAR_STYLE,
  type ScalarEvent,
  type SequenceEvent,
  getScalarValue,
} from "js-yaml";

/** Why a text does not parse. */
export interface Failure {
  /** In js-yaml's words. */
  readonly reason: string;
  /** The place in the text. */
  readonly at: number;
}

const tooLong = "it holds more values than can be read";

/** The events of a text, or why there are none. */
export function eventsOf(text: string): readonly Event[] | Failure {
  if (isTooLong(text)) return { reason: tooLong, at: 0 };
  try {
    return parseEvents(text, { filename: "", maxDepth });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const at = Math.min(error.mark?.position ?? 0, text.length);
    return { reason: error.reason, at };
  }
}
