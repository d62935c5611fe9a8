import { type KnownModule, type Row, all, days, on, three, types } from "./row";

/** The module inside makes the group, whatever is on. */
const inner = {
  logGroup: "always",
  clusterName: ["cluster_name"],
} as const;

const dasmeta: Pick<
  Row,
  "retention" | "logGroup" | "create" | "clusterName" | "nameOutputs"
> = {
  ...inner,
  retention: { value: 90 },
  create: on("create"),
  nameOutputs: ["cluster_id"],
};

const sphTech = { ...inner, nameOutputs: ["cluster_name"] };

/** "custer_name" is how the module spells it. */
const truemark = {
  logTypes: { value: all },
  retention: { value: 90 },
  clusterName: ["cluster_name"],
  nameOutputs: ["cluster_name", "custer_name"],
};

const defenseUnicorns = {
  clusterName: ["cluster_name", "name"],
  nameOutputs: ["cluster_name"],
};

const managedKube = {
  logTypes: types("cluster_enabled_log_types", all),
  clusterName: ["cluster_name"],
  nameOutputs: ["cluster_id"],
};

/** Modules that call terraform-aws-modules/eks and pass on some of its arguments. */
export const wrappingModules: readonly KnownModule[] = [
  {
    address: "dasmeta/eks/aws",
    repository: "dasmeta/terraform-aws-eks",
    folder: "",
    others: ["modules/eks"],
    rows: [
      {
        ...dasmeta,
        from: "0.1.0",
        to: "2.9.1",
        logTypes: types("cluster_enabled_log_types", ["audit"]),
        citation: "dasmeta/terraform-aws-eks@v2.9.1 variables.tf",
      },
      {
        ...dasmeta,
        from: "2.9.2",
        to: "2.25.4",
        logTypes: types("cluster_enabled_log_types", []),
        citation:
          "dasmeta/terraform-aws-eks@v2.9.2 variables.tf; @v2.25.4 variables.tf:200, main.tf:366-382, modules/eks/main.tf:5",
      },
    ],
  },
  {
    address: "sphtech-platform/eks/aws",
    repository: "sphtech-platform/terraform-aws-eks",
    folder: "",
    rows: [
      {
        ...sphTech,
        from: "0.1.0",
        to: "0.21.0",
        logTypes: types("cluster_enabled_log_types", three),
        retention: { value: 90 },
        citation: "SPHTech-Platform/terraform-aws-eks@v0.1.0 variables.tf",
      },
      {
        ...sphTech,
        from: "0.22.0",
        to: "0.22.4",
        logTypes: types("enabled_log_types", three),
        retention: { value: 90 },
        citation: "SPHTech-Platform/terraform-aws-eks@v0.22.0 variables.tf",
      },
      {
        ...sphTech,
        from: "0.22.5",
        to: "0.22.5",
        logTypes: types("enabled_log_types", three),
        retention: days("cloudwatch_log_group_retention_in_days", 90),
        citation: "SPHTech-Platform/terraform-aws-eks@v0.22.5 variables.tf",
      },
      {
        ...sphTech,
        from: "0.22.6",
        to: "0.22.18",
        logTypes: types("enabled_log_types", three),
        retention: days("cloudwatch_log_group_retention_in_days", 30),
        citation:
          "SPHTech-Platform/terraform-aws-eks@v0.22.6 variables.tf; @v0.22.18 variables.tf:26,665",
      },
    ],
  },
  {
    address: "truemark/eks/aws",
    repository: "truemark/terraform-aws-eks",
    folder: "",
    rows: [
      {
        ...truemark,
        from: "0.0.1",
        to: "1.0.0",
        logGroup: "always",
        citation: "truemark/terraform-aws-eks@0.0.1 main.tf",
      },
      {
        ...truemark,
        from: "1.0.1",
        to: "4.0.11",
        logGroup: on("create_cloudwatch_log_group"),
        citation:
          "truemark/terraform-aws-eks@4.0.11 main.tf:123-132, variables.tf:53",
      },
    ],
  },
  {
    repository: "defenseunicorns/terraform-aws-eks",
    folder: "",
    rows: [
      {
        ...defenseUnicorns,
        from: "0.0.1",
        to: "0.0.18",
        logTypes: { value: three },
        retention: { value: 90 },
        logGroup: "always",
        citation: "defenseunicorns/terraform-aws-eks@v0.0.18 main.tf",
      },
      {
        ...defenseUnicorns,
        from: "0.0.19",
        to: "0.0.26",
        logTypes: types("cluster_enabled_log_types", three),
        retention: days("cloudwatch_log_group_retention_in_days", 90),
        logGroup: on("create_cloudwatch_log_group"),
        citation:
          "defenseunicorns/terraform-aws-eks@v0.0.26 variables.tf:31,324,330, main.tf:163-165",
      },
    ],
  },
  {
    repository: "managedkube/kubernetes-ops",
    folder: "terraform-modules/aws/eks",
    rows: [
      {
        ...managedKube,
        from: "1.0.25",
        to: "1.0.30",
        retention: days("cluster_log_retention_in_days", 90),
        logGroup: "with types",
        citation:
          "ManagedKube/kubernetes-ops@v1.0.25 terraform-modules/aws/eks/variables.tf:98,110, main.tf:35,62-63",
      },
      {
        ...managedKube,
        from: "2.0.29",
        to: "2.0.29",
        retention: days("cloudwatch_log_group_retention_in_days", 90),
        logGroup: "always",
        citation:
          "ManagedKube/kubernetes-ops@v2.0.29 terraform-modules/aws/eks/variables.tf:119,131",
      },
      {
        ...managedKube,
        from: "2.0.30",
        to: "2.0.30",
        retention: days("cloudwatch_log_group_retention_in_days", 365),
        logGroup: "always",
        citation:
          "ManagedKube/kubernetes-ops, default branch after v2.0.29: terraform-modules/aws/eks/variables.tf:119,131",
      },
    ],
  },
];
