/*
 * Where the resources of a module are made: in which region and account. Sources: the AWS
 * provider's documentation, "Authentication and Configuration" and "Enhanced Region Support".
 */
import type { Place } from "../../../core/place";
import { knownText } from "../../../core/text";
import { type Value, keyOf, known, unknown } from "../../../core/value";
import { attributeOf } from "./configuration";
import { type Instance, type Module, addressIn, remembered } from "./module";
import { type Configured, configurationFor } from "./provider-configurations";
import { scopeOf } from "./references";
import { argument } from "./resources";
import type { Block } from "../syntax/syntax";

/** Where an instance of a resource is made, or what a call of a known module makes. */
export function placeOf(
  module: Module,
  block: Block,
  instance: Instance,
): Place {
  const used = configurationFor(module, block, instance);
  const { root } = module.evaluation;
  const key = `${root} ${addressIn(used.module, used.name)}`;
  const account = () => accountOf(used, block);
  const region = () => regionOf(used, block);
  if (!attributeOf(block, "region")) return { key, region, account };
  return {
    key: `${key} ${instance.address}`,
    region: () => set(argument(module, block, instance, "region")) ?? region(),
    account,
  };
}

/** What decides who is asking, and so the account. */
const credentials = [
  "access_key",
  "allowed_account_ids",
  "assume_role",
  "assume_role_with_web_identity",
  "profile",
  "shared_config_files",
  "shared_credentials_file",
  "shared_credentials_files",
];

function regionOf(configured: Configured, user: Block): Value {
  return once(
    configured,
    "region",
    user,
    () =>
      set(setting(configured, "region")) ?? open(configured, "region", user),
  );
}

function accountOf(configured: Configured, user: Block): Value {
  return once(configured, "account", user, () => {
    const [allowed, ...more] = elements(
      setting(configured, "allowed_account_ids"),
    );
    if (allowed && more.length === 0) return allowed;
    const role = elements(setting(configured, "assume_role")).at(-1);
    const arn =
      role?.kind === "known" && role.data instanceof Map
        ? role.data.get("role_arn")
        : undefined;
    const number = /^arn:[\w-]+:iam::(\d{12}):/.exec(
      (arn && knownText(arn)) ?? "",
    )?.[1];
    return number !== undefined && arn
      ? known(number, { ...arn.origin, from: [arn] })
      : open(configured, "account", user);
  });
}

/** A value that the environment decides: the same for all configurations that leave it to the same parts of it. */
function open(configured: Configured, what: string, user: Block): Value {
  const { block, name } = configured;
  const origin = { range: user.header, label: `provider ${name}`, from: [] };
  const reason = `the ${what} of provider ${name} is not in the code`;
  const hidden = block
    ? block.body.incomplete ||
      block.body.blocks.some(({ type }) => type === "dynamic")
    : name.includes(".");
  if (hidden) return unknown(reason, origin);
  const asking = credentials.map((each) => {
    const value = setting(configured, each);
    return value ? keyOf(value) : "";
  });
  return unknown(reason, origin, { key: `${what} for ${asking.join()}` });
}

function setting({ module, name, block }: Configured, argumentName: string) {
  const address = `provider.${name}`;
  const scope = scopeOf(module, { place: address });
  return (
    block &&
    argument(module, block, { address, scope, exists: undefined }, argumentName)
  );
}

function once(
  { module, name }: Configured,
  what: string,
  { header }: Block,
  evaluated: () => Value,
): Value {
  return remembered(module, `${what} of provider.${name}`, header, evaluated);
}

function set(value: Value | undefined): Value | undefined {
  return value?.kind === "known" && value.data === null ? undefined : value;
}

function elements(value: Value | undefined): readonly Value[] {
  return value?.kind === "known" && Array.isArray(value.data) ? value.data : [];
}
