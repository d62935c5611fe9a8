import { expect, test } from "vitest";
import { withDocuments } from "../../../src/core/document";
import { contains } from "../../../src/core/outcomes";
import { terraform } from "../../../src/formats/terraform";
import { treeOf } from "../../tree";

const module = `
variable "types" {}
resource "aws_eks_cluster" "this" {
  name                      = "x"
  enabled_cluster_log_types = var.types
}
`;
const root = (types: string) => `
module "eks" {
  source = "../modules/eks"
  types  = ${types}
}
`;

test("Where a file is another, only the roots that read it are evaluated again", async () => {
  const tree = treeOf({
    "one/main.tf": root('["api"]'),
    "two/main.tf": root('["api"]'),
    "modules/eks/main.tf": module,
  });
  const before = await terraform.read(tree);
  const [oneBefore, twoBefore] = before.clusters;

  const caller = withDocuments(tree, [
    { path: "one/main.tf", text: root('["audit"]') },
  ]);
  const [one, two] = (await terraform.read(caller, before)).clusters;
  expect(one && contains(one.logTypes.value, "audit")).toBe("yes");
  expect(oneBefore && contains(oneBefore.logTypes.value, "audit")).toBe("no");
  expect(two).toBe(twoBefore);

  const callee = withDocuments(tree, [
    { path: "modules/eks/main.tf", text: module.replace("var.types", "[]") },
  ]);
  const again = (await terraform.read(callee, before)).clusters;
  for (const cluster of again)
    expect(contains(cluster.logTypes.value, "api")).toBe("no");
});
