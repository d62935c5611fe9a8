import { type Origin, type Value, unknown } from "../../core/value";
import { word } from "./words";

const regional = "depends on where the stack is deployed";
const individual = "depends on the stack that is deployed";

/** What nobody knows before a deployment, and whether it is the same for all stacks of one. Source: CloudFormation template reference, "Pseudo parameters". */
const unknowns = new Map([
  ["AWS::AccountId", { reason: regional, shared: true, isWord: true }],
  ["AWS::NotificationARNs", { reason: individual, shared: false }],
  ["AWS::Partition", { reason: regional, shared: true, isWord: true }],
  ["AWS::Region", { reason: regional, shared: true, isWord: true }],
  ["AWS::StackId", { reason: individual, shared: false }],
  ["AWS::StackName", { reason: individual, shared: false, isWord: true }],
  ["AWS::URLSuffix", { reason: regional, shared: true }],
]);

/** A pseudo parameter of a stack; undefined for any other name, `AWS::NoValue` among them. */
export function pseudoParameter(
  name: string,
  stack: string,
  range: Origin["range"],
): Value | undefined {
  const origin = { range, label: name, from: [] };
  const found = unknowns.get(name);
  if (!found) return undefined;
  const value = unknown(`${name} ${found.reason}`, origin, {
    key: found.shared ? name : `${stack} ${name}`,
  });
  return found.isWord ? word(value) : value;
}
