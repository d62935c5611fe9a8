import * as v from "valibot";
import type { WantedPlace } from "./anchor";
import { type Call, notFound } from "./answer";

/** Whether a text is longer than GitHub keeps. */
export function tooLong(body: string): boolean {
  return [...body].length > 65_536;
}

export const TOO_LONG = "Body is too long (maximum is 65536 characters)";

/** A request that has nothing but a text. */
export const Text = v.object({ body: v.string() });

const Line = v.optional(v.number());
const Side = v.optional(v.picklist(["LEFT", "RIGHT"]));

/** A comment's text and place, in a review or by itself. */
export const PlacedText = v.object({
  path: v.string(),
  body: v.string(),
  line: Line,
  side: Side,
  start_line: Line,
  start_side: Side,
});

/** The place that a request's keys mean. */
export function wantedPlace(
  asked: v.InferOutput<typeof PlacedText>,
): WantedPlace {
  const { path, line, side } = asked;
  const { start_line: startLine, start_side: startSide } = asked;
  return { path, line, side, startLine, startSide };
}

/** The path of a list about the pull request; refuses any other number than the pull request's. */
export function pullPath(
  call: Call,
  parameter: "pull_number" | "issue_number",
  list = "",
): string {
  const { number } = call.site.pull;
  if (Number(call.parameters[parameter]) !== number) throw notFound();
  const kind = parameter === "pull_number" ? "pulls" : "issues";
  return `/repos/${call.site.fullName}/${kind}/${number}/${list}`;
}
