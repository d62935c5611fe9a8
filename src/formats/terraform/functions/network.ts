import { type Data, type Value, known } from "../../../core/value";
import { type Call, type Table, number, string } from "./entry";
import { collection, stringType } from "../values/types";

/** Functions on IP networks. */
export const networkFunctions: Table = {
  cidrhost: { takes: [string, number], gives: host },
  cidrnetmask: { takes: [string], gives: netmask },
  cidrsubnet: { takes: [string, number, number], gives: subnet },
  cidrsubnets: { takes: [string], rest: number, gives: subnets },
};

/** A network: the address with all host bits zero. */
interface Network {
  readonly address: bigint;
  readonly prefix: number;
  readonly bits: 32 | 128;
}

function networkOf(call: Call): Network | Value {
  const text = call.text(0);
  const network = parseNetwork(text);
  if (network) return network;
  return /^[0-9a-f:]*:[0-9a-f.:]*\/\d+$/i.test(text) && text.includes(".")
    ? call.unsure("an IP address in it is not understood")
    : call.fail("an IP network in it is not valid");
}

function parseNetwork(text: string): Network | undefined {
  const [, written = "", length = ""] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  const bits = written.includes(":") ? 128 : 32;
  const address = bits === 128 ? parseV6(written) : parseV4(written);
  const prefix = Number(length);
  if (address === undefined || length === "" || prefix > bits) return undefined;
  const rest = BigInt(bits - prefix);
  return { address: (address >> rest) << rest, prefix, bits };
}

function parseV4(text: string): bigint | undefined {
  const parts = text.split(".");
  return parts.length === 4 &&
    parts.every((part) => /^\d{1,6}$/.test(part) && Number(part) < 256)
    ? parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n)
    : undefined;
}

function parseV6(text: string): bigint | undefined {
  const halves = text.split("::");
  const [before = [], after = []] = halves.map((half) =>
    half === "" ? [] : half.split(":"),
  );
  const missing = 8 - before.length - after.length;
  const groups = [
    ...before,
    ...Array<string>(halves.length === 2 ? Math.max(missing, 0) : 0).fill("0"),
    ...after,
  ];
  return halves.length <= 2 &&
    (halves.length === 1 || missing > 0) &&
    groups.length === 8 &&
    groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))
    ? groups.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n)
    : undefined;
}

function addressText(address: bigint, bits: 32 | 128): string {
  if (bits === 32)
    return [24n, 16n, 8n, 0n]
      .map((shift) => String((address >> shift) & 255n))
      .join(".");
  const groups = Array.from({ length: 8 }, (_, at) =>
    ((address >> BigInt(112 - 16 * at)) & 65535n).toString(16),
  );
  const runs = [
    ...groups.join(":").matchAll(/(?<![0-9a-f])0(?::0)+(?![0-9a-f])/g),
  ];
  const [longest] = runs.sort((a, b) => b[0].length - a[0].length);
  if (!longest) return groups.join(":");
  const all = groups.join(":");
  const before = all.slice(0, longest.index).replace(/:$/, "");
  const after = all.slice(longest.index + longest[0].length).replace(/^:/, "");
  return `${before}::${after}`;
}

function networkText(address: bigint, prefix: number, bits: 32 | 128): string {
  return `${addressText(address, bits)}/${prefix}`;
}

/** Whether an address would be printed as one of IPv4 inside IPv6. */
const isMapped = ({ address, bits }: Network): boolean =>
  bits === 128 && address >> 32n === 0xffffn;

function host(call: Call): Data | Value {
  const network = networkOf(call);
  if ("kind" in network) return network;
  const given = call.number(1);
  if (!Number.isSafeInteger(given))
    return call.fail("a host is no whole number");
  const size = 1n << BigInt(network.bits - network.prefix);
  const at = BigInt(given) < 0n ? size + BigInt(given) : BigInt(given);
  if (isMapped(network))
    return call.unsure("an IP address in it is not understood");
  return at < 0n || at >= size
    ? call.fail("a network is too small for a host")
    : addressText(network.address + at, network.bits);
}

function netmask(call: Call): Data | Value {
  const network = networkOf(call);
  if ("kind" in network) return network;
  if (network.bits === 128) return call.fail("an IPv6 network has no netmask");
  const rest = BigInt(32 - network.prefix);
  return addressText((0xffffffffn >> rest) << rest, 32);
}

function subnet(call: Call): Data | Value {
  const network = networkOf(call);
  if ("kind" in network) return network;
  const [more, at] = [call.number(1), call.number(2)];
  if (!Number.isInteger(more) || !Number.isSafeInteger(at))
    return call.fail("a subnet is given by no whole numbers");
  if (more < 0 || at < 0 || isMapped(network))
    return call.unsure("a subnet in it is not understood");
  const prefix = network.prefix + more;
  if (prefix > network.bits || BigInt(at) >= 1n << BigInt(more))
    return call.fail("a network is too small for a subnet");
  return networkText(
    network.address + (BigInt(at) << BigInt(network.bits - prefix)),
    prefix,
    network.bits,
  );
}

/** Subnets one behind the other, each at the next place where one of its size can begin. */
function subnets(call: Call): Data | Value {
  const network = networkOf(call);
  if ("kind" in network) return network;
  const { address, prefix, bits } = network;
  const end = address + (1n << BigInt(bits - prefix));
  let next = address;
  const all: Value[] = [];
  for (const { data } of call.arguments.slice(1)) {
    const more = Number(data);
    if (!Number.isInteger(more) || more < 1 || prefix + more > bits)
      return call.fail("a network is too small for a subnet");
    if (more > 32 || isMapped(network))
      return call.unsure("a subnet in it is not understood");
    const size = 1n << BigInt(bits - prefix - more);
    const start = ((next + size - 1n) / size) * size;
    next = start + size;
    if (next > end) return call.fail("a network is too small for a subnet");
    all.push(known(networkText(start, prefix + more, bits), call.origin));
  }
  return collection("list", all, stringType, call);
}
