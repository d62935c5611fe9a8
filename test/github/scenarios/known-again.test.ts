import { expect } from "vitest";
import { currentComments, overview, scenario } from "./scenario";
import { cluster, group, OFF, ON, variable } from "./terraform";

const ABOUT = "2 what is new";

const NAME = 'variable "name" {\n  type = string\n}\n';

scenario(
  ABOUT,
  "a cluster of an unknown name that a module call takes along with `moved`",
  {
    base: {
      "eks/main.tf": `${NAME}${cluster("${var.name}", OFF)}`,
      "main.tf": `${NAME}module "old" {\n  source = "./eks"\n  name   = var.name\n}\n`,
    },
    head: {
      "main.tf": `${NAME}module "new" {\n  source = "./eks"\n  name   = var.name\n}\nmoved {\n  from = module.old\n  to   = module.new\n}\n`,
    },
  },
  async ({ run }) => {
    const result = await run();
    expect(result).toMatchObject({ exitCode: 0, writes: [] });
    expect(result.summary).toContain("Findings that were there before");
  },
);

const TEMPLATE = `Resources:
  Cluster:
    Type: AWS::EKS::Cluster
    Properties:
      RoleArn: arn:aws:iam::123456789012:role/eks
      Logging:
        ClusterLogging:
          EnabledTypes:
            - Type: api
`;

scenario(
  ABOUT,
  "a template that is renamed and edited at once, without a checkout",
  {
    base: { "eks.yaml": TEMPLATE },
    head: { "eks.yaml": null, "stacks/eks.yaml": `# Ours\n${TEMPLATE}` },
  },
  async ({ github, run }) => {
    expect(await run({ workspace: github.directory() })).toMatchObject({
      exitCode: 0,
      writes: [],
    });
  },
);

const INFRA = `${cluster("prod", ON)}\n${group("prod", 90)}`;

scenario(
  ABOUT,
  "a cluster that goes to where nobody looks is an error at its file",
  {
    base: { "infra/main.tf": INFRA },
    head: {
      "infra/main.tf": null,
      "vendor/infra/main.tf": `# Moved\n${INFRA}`,
    },
  },
  async ({ github, run }) => {
    expect(await run()).toMatchObject({
      exitCode: 1,
      outputs: { errors: "1" },
    });
    const [comment, ...others] = currentComments(github);
    expect(others).toEqual([]);
    expect(comment).toMatchObject({ path: "vendor/infra/main.tf" });
    expect(comment?.body).toContain(
      "was checked before this change and cannot be any more: vendor/infra is not checked, because of include or exclude in the policy.",
    );
    expect(comment?.body).not.toContain("aws eks");
  },
);

scenario(
  ABOUT,
  "a cluster that is deleted is no finding",
  {
    base: { "infra/main.tf": INFRA, "a.tf": "locals {\n}\n" },
    head: { "infra/main.tf": null },
  },
  async ({ run }) => {
    expect(await run()).toMatchObject({ exitCode: 0, writes: [] });
  },
);

scenario(
  ABOUT,
  "a cluster whose code goes to another repository is a warning",
  {
    base: { "main.tf": INFRA },
    head: {
      "main.tf":
        'module "eks" {\n  source = "git::https://git.example.com/eks.git?ref=v1"\n}\n',
    },
  },
  async ({ github, run }) => {
    expect(await run()).toMatchObject({
      exitCode: 0,
      outputs: { errors: "0", warnings: "1" },
    });
    expect(currentComments(github)).toMatchObject([{ path: "main.tf" }]);
  },
);

scenario(
  ABOUT,
  "a log group may be declared for a new cluster at once, for an old one with care",
  {
    base: {
      "old.tf": `${variable(ON)}${cluster("old", "var.log_types", "old")}`,
    },
    head: { "new.tf": cluster("new", ON, "new") },
  },
  async ({ github, run }) => {
    const { summary } = await run();
    const [comment] = currentComments(github);
    expect(comment?.path).toBe("new.tf");
    expect(comment?.suggestions[0]).toContain("aws_cloudwatch_log_group");
    expect(comment?.body).not.toContain("Look before you apply it");
    expect(overview(github)?.body).not.toContain("Look before you apply it");
    expect(summary).toContain("Look before you apply it");
    expect(summary).toContain("terraform import");
  },
);

scenario(
  ABOUT,
  "a folder that goes from one job's paths to another's brings nothing new",
  {
    base: { "one/main.tf": cluster("x", OFF), "two/a.tf": "locals {\n}\n" },
    head: {
      "one/main.tf": null,
      "one/b.tf": "locals {\n}\n",
      "two/x/main.tf": `# Two\n${cluster("x", OFF)}`,
    },
  },
  async ({ run }) => {
    const two = await run({ inputs: { paths: "two" } });
    expect(two).toMatchObject({ exitCode: 0, writes: [] });
    expect(two.outputs).toMatchObject({ clusters: "1", errors: "1" });
    const one = await run({ inputs: { paths: "one" } });
    expect(one).toMatchObject({ exitCode: 0, writes: [] });
  },
);
