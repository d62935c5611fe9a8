import {
  type KnownModule,
  all,
  days,
  none,
  off,
  on,
  three,
  types,
} from "./row";

const eks = {
  clusterName: ["cluster_name"],
  nameOutputs: ["cluster_id"],
};

/** terraform-aws-modules/eks from 18.0.0 on, which others wrap. */
const eks18 = {
  logTypes: types("cluster_enabled_log_types", three),
  retention: days("cloudwatch_log_group_retention_in_days", 90),
  logGroup: on("create_cloudwatch_log_group"),
};

const blueprints3 = {
  logTypes: types("cluster_enabled_log_types", all),
  logGroup: "with types",
  clusterName: [],
  nameParts: ["tenant", "environment", "zone"],
  nameOutputs: ["eks_cluster_id"],
} as const;

/** The modules that most others build on, and AWS's own. */
export const modulesOfAws: readonly KnownModule[] = [
  {
    address: "terraform-aws-modules/eks/aws",
    repository: "terraform-aws-modules/terraform-aws-eks",
    folder: "",
    rows: [
      {
        ...eks,
        from: "0.1.0",
        to: "2.3.1",
        logTypes: { value: [] },
        retention: none,
        logGroup: "never",
        citation:
          "terraform-aws-modules/terraform-aws-eks@v2.3.1 variables.tf has no such variable; docs/CHANGELOG.pre-v11.0.0.md:224 at v21.19.0 records its addition",
      },
      {
        ...eks,
        from: "3.0.0",
        to: "4.0.2",
        logTypes: types("cluster_enabled_log_types", []),
        retention: none,
        logGroup: "never",
        citation:
          "terraform-aws-modules/terraform-aws-eks@v3.0.0 variables.tf:1, cluster.tf:3",
      },
      {
        ...eks,
        from: "5.0.0",
        to: "7.0.1",
        logTypes: types("cluster_enabled_log_types", []),
        retention: days("cluster_log_retention_in_days", 90),
        logGroup: "with types",
        citation:
          "terraform-aws-modules/terraform-aws-eks@v5.0.0 variables.tf:1,7, cluster.tf:1-5",
      },
      {
        ...eks,
        from: "8.0.0",
        to: "17.24.0",
        logTypes: types("cluster_enabled_log_types", []),
        retention: days("cluster_log_retention_in_days", 90),
        logGroup: "with types",
        create: on("create_eks"),
        citation:
          "terraform-aws-modules/terraform-aws-eks@v8.0.0 variables.tf:1,11; @v17.24.0 variables.tf:1,13, main.tf:1-9",
      },
      {
        ...eks18,
        from: "18.0.0",
        to: "18.31.2",
        create: on("create"),
        clusterName: ["cluster_name"],
        nameOutputs: ["cluster_name", "cluster_id"],
        citation:
          "terraform-aws-modules/terraform-aws-eks@v18.0.0 variables.tf:29,96,102, main.tf:57-65; docs/UPGRADE-18.0.md:146,176",
      },
      {
        ...eks18,
        from: "19.0.0",
        to: "20.37.2",
        create: on("create"),
        clusterName: ["cluster_name"],
        nameOutputs: ["cluster_name"],
        citation:
          "terraform-aws-modules/terraform-aws-eks@v20.37.2 main.tf:203-220",
      },
      {
        ...eks18,
        from: "21.0.0",
        to: "21.19.0",
        logTypes: types("enabled_log_types", three),
        create: on("create"),
        clusterName: ["name"],
        nameOutputs: ["cluster_name"],
        citation:
          "terraform-aws-modules/terraform-aws-eks@v21.0.0 variables.tf:41,312,318; @v21.19.0 main.tf:44,230; docs/UPGRADE-21.0.md:94",
      },
    ],
  },
  {
    repository: "aws-ia/terraform-aws-eks-blueprints",
    folder: "source",
    rows: [
      {
        from: "1.0.0",
        to: "2.0.0",
        logTypes: types("enabled_cluster_log_types", all),
        retention: { value: 90 },
        logGroup: "with types",
        create: off("create_eks"),
        clusterName: [],
        nameOutputs: [],
        ignored: ["cluster_log_retention_period"],
        citation:
          "aws-ia/terraform-aws-eks-blueprints@v1.0.0 source/main.tf:186, source/variables.tf:124,129",
      },
    ],
  },
  {
    repository: "aws-ia/terraform-aws-eks-blueprints",
    folder: "",
    rows: [
      {
        ...blueprints3,
        from: "3.0.0",
        to: "3.1.2",
        retention: { value: 90 },
        create: off("create_eks"),
        ignored: ["cluster_log_retention_period"],
        citation:
          "aws-ia/terraform-aws-eks-blueprints@v3.0.0 variables.tf:94,99, main.tf:40,64",
      },
      {
        ...blueprints3,
        from: "3.2.0",
        to: "3.3.0",
        retention: days("cluster_log_retention_in_days", 90),
        create: off("create_eks"),
        citation: "aws-ia/terraform-aws-eks-blueprints@v3.2.0 variables.tf:98",
      },
      {
        ...blueprints3,
        from: "3.4.0",
        to: "3.5.2",
        retention: days("cluster_log_retention_in_days", 90),
        create: on("create_eks"),
        citation:
          "aws-ia/terraform-aws-eks-blueprints@v3.5.2 variables.tf:128,140, main.tf:81",
      },
      {
        from: "4.0.0",
        to: "4.0.1",
        logTypes: types("cluster_enabled_log_types", all),
        retention: days("cloudwatch_log_group_retention_in_days", 90),
        logGroup: "always",
        create: on("create_eks"),
        clusterName: ["cluster_name"],
        nameOutputs: ["eks_cluster_id"],
        citation:
          "aws-ia/terraform-aws-eks-blueprints@v4.0.0 variables.tf:168,174, main.tf:31,72-73",
      },
      {
        from: "4.0.2",
        to: "4.32.1",
        logTypes: types("cluster_enabled_log_types", all),
        retention: days("cloudwatch_log_group_retention_in_days", 90),
        logGroup: off("create_cloudwatch_log_group"),
        create: on("create_eks"),
        clusterName: ["cluster_name"],
        nameOutputs: ["eks_cluster_id"],
        citation:
          "aws-ia/terraform-aws-eks-blueprints@v4.0.2 variables.tf:174,180,186, main.tf:76-78; @v4.32.1 variables.tf:198,204,210, main.tf:70-72",
      },
      {
        from: "5.0.0",
        to: "5.0.0",
        clusterless: true,
        logTypes: { value: [] },
        retention: none,
        logGroup: "never",
        clusterName: [],
        nameOutputs: [],
        citation:
          "aws-ia/terraform-aws-eks-blueprints@v5.0.0 has no variables.tf at its top: it is a collection of examples",
      },
    ],
  },
];
