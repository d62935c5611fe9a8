/** Where a module's source leads, as far as it is a registry's address or a git repository on GitHub. */
export type ModuleSource =
  | {
      readonly kind: "registry";
      /** "terraform-aws-modules/eks/aws", in lower case. */
      readonly address: string;
      readonly folder: string;
      /** The version that the source itself names (`tfr:///…?version=`). */
      readonly version?: string;
    }
  | {
      readonly kind: "git";
      /** "terraform-aws-modules/terraform-aws-eks", in lower case. */
      readonly repository: string;
      readonly folder: string;
      /** The tag, branch or commit; absent: the default branch. */
      readonly ref?: string;
    };

/** Longer sources are no addresses. */
const longest = 1_000;

const registries = /^registry\.(?:terraform\.io|opentofu\.org)$/i;

/** Reads a module's source; undefined for a local path, another host or anything else. Source: Terraform's "Module Sources", Terragrunt's `tfr` protocol. */
export function moduleSource(source: string): ModuleSource | undefined {
  if (source.length > longest) return undefined;
  const { address, folder, query } = divided(source.trim());
  if (/^\.{0,2}\//.test(address)) return undefined;
  return (
    fromTerragrunt(address, folder, query) ??
    fromGitHub(address, folder, query) ??
    fromRegistry(address, folder)
  );
}

/** The parts of `address//folder?query`; the "//" of "https://" divides nothing. */
function divided(source: string): {
  readonly address: string;
  readonly folder: string;
  readonly query: URLSearchParams;
} {
  const [path = "", ...query] = source.split("?");
  const from = path.includes("://") ? path.indexOf("://") + 3 : 0;
  const at = path.indexOf("//", from);
  return {
    address: at < 0 ? path : path.slice(0, at),
    folder: at < 0 ? "" : inside(path.slice(at + 2)),
    query: new URLSearchParams(query.join("?")),
  };
}

function inside(folder: string): string {
  return folder
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .join("/");
}

function fromTerragrunt(
  address: string,
  folder: string,
  query: URLSearchParams,
): ModuleSource | undefined {
  const match = /^tfr:\/\/([^/]*)\/(.+)$/i.exec(address);
  const [, host = "", path = ""] = match ?? [];
  if (!match || (host !== "" && !registries.test(host))) return undefined;
  const found = fromRegistry(path, folder);
  const version = query.get("version");
  return found?.kind === "registry" && version ? { ...found, version } : found;
}

function fromGitHub(
  address: string,
  folder: string,
  query: URLSearchParams,
): ModuleSource | undefined {
  const plain = address.replace(/^git::/i, "");
  const match =
    /^(?:(?:https?|ssh|git):\/\/)?(?:[^@/]+@)?(?:www\.)?github\.com(?::\d+\/|[:/])\/?([\w.-]+)\/([\w.-]+?)(?:\.git)?\/?$/i.exec(
      plain,
    );
  const [, owner, name] = match ?? [];
  if (owner === undefined || name === undefined) return undefined;
  const ref = query.get("ref");
  return {
    kind: "git",
    repository: `${owner}/${name}`.toLowerCase(),
    folder,
    ...(ref ? { ref } : {}),
  };
}

function fromRegistry(
  address: string,
  folder: string,
): ModuleSource | undefined {
  const parts = address.split("/");
  const [host, ...rest] = parts;
  const path = parts.length === 4 && registries.test(host ?? "") ? rest : parts;
  return path.length === 3 && path.every((part) => /^[\w-]+$/.test(part))
    ? { kind: "registry", address: path.join("/").toLowerCase(), folder }
    : undefined;
}
