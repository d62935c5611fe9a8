import { type Value, keyOf, unknown } from "../../core/value";
import { and, condition, equals, ifElse, not, or } from "./condition-functions";
import { findInMap } from "./find-in-map";
import { spoken } from "./intrinsic";
import { operation } from "./operation";
import { getAtt, ref, sub } from "./references";
import type { Call } from "./scope";
import {
  base64,
  join,
  length,
  select,
  split,
  toJsonString,
} from "./text-functions";
import { transform } from "./transform";

/** Every intrinsic function. Source: CloudFormation template reference, "Intrinsic functions". */
export const intrinsics: ReadonlyMap<string, (call: Call) => Value> = new Map([
  ["Ref", ref],
  ["Condition", condition],
  ["Fn::And", and],
  ["Fn::Base64", base64],
  ["Fn::Cidr", deployed("is divided into address ranges")],
  ["Fn::Equals", equals],
  ["Fn::FindInMap", findInMap],
  ["Fn::GetAtt", getAtt],
  ["Fn::GetAZs", deployed("stands for availability zones of an account")],
  ["Fn::If", ifElse],
  ["Fn::ImportValue", deployed("is exported by another stack")],
  ["Fn::Join", join],
  ["Fn::Length", length],
  ["Fn::Not", not],
  ["Fn::Or", or],
  ["Fn::Select", select],
  ["Fn::Split", split],
  ["Fn::Sub", sub],
  ["Fn::ToJsonString", toJsonString],
  ["Fn::Transform", transform],
]);

/** A function whose result only a deployment tells; equal for equal arguments. */
function deployed(reason: string): (call: Call) => Value {
  return (call) => {
    const argument = call.value(call.argument);
    const what = spoken(call.argument);
    return unknown(`${what} ${reason}`, operation(call, [argument]), {
      key: `${call.name}(${keyOf(argument)})`,
    });
  };
}
