import { type KnownModule, type Row, all, days, none, on, types } from "./row";

const eks = {
  clusterName: ["cluster_name"],
  nameOutputs: ["cluster_id"],
};

const cloudDrove = {
  retention: days("cluster_log_retention_period", 30),
  logGroup: "with types",
  create: on("enabled"),
  clusterName: [],
  nameParts: ["name", "environment"],
  nameOutputs: ["cluster_id", "cluster_name"],
} as const;

const worldcoin = {
  logTypes: { value: all },
  logGroup: "always",
  clusterName: ["cluster_name"],
  nameOutputs: ["name"],
} as const;

const vistaprint: Pick<
  Row,
  "retention" | "logGroup" | "clusterName" | "nameOutputs"
> = {
  retention: { value: 30 },
  logGroup: "always",
  clusterName: ["cluster_name"],
  nameOutputs: ["name"],
};

/** Modules that declare the cluster themselves. */
export const independentModules: readonly KnownModule[] = [
  {
    address: "young-ook/eks/aws",
    repository: "young-ook/terraform-aws-eks",
    folder: "",
    rows: [
      {
        from: "1.0.0",
        to: "2.1.0",
        logTypes: types("enabled_cluster_log_types", []),
        retention: none,
        logGroup: "never",
        clusterName: ["name"],
        nameOutputs: ["name"],
        citation:
          "Young-ook/terraform-aws-eks@2.1.0 variables.tf:35, main.tf:38",
      },
    ],
  },
  {
    repository: "dnxlabs/terraform-aws-eks",
    folder: "",
    rows: [
      {
        from: "0.1.0",
        to: "2.0.0",
        logTypes: { value: [] },
        retention: none,
        logGroup: "never",
        clusterName: [],
        nameOutputs: [],
        citation: "DNXLabs/terraform-aws-eks@v0.1.0 has no such variable",
      },
      {
        ...eks,
        from: "3.0.0",
        to: "4.0.0",
        logTypes: types("cluster_enabled_log_types", []),
        retention: none,
        logGroup: "never",
        citation:
          "DNXLabs/terraform-aws-eks@v5.0.0 variables.tf:1,13 records the state before",
      },
      {
        ...eks,
        from: "5.0.0",
        to: "13.2.1",
        logTypes: types("cluster_enabled_log_types", []),
        retention: days("cluster_log_retention_in_days", 90),
        logGroup: "with types",
        citation:
          "DNXLabs/terraform-aws-eks@v5.0.0 cluster.tf:1-12, variables.tf:1,13",
      },
    ],
  },
  {
    repository: "howdio/terraform-aws-eks",
    folder: "",
    others: ["modules/cluster"],
    rows: [
      {
        from: "0.1.0",
        to: "2.0.2",
        logTypes: { value: [] },
        retention: none,
        logGroup: "never",
        clusterName: ["name"],
        nameOutputs: ["cluster_name"],
        citation: "howdio/terraform-aws-eks@v2.0.2 modules/cluster/main.tf:106",
      },
    ],
  },
  {
    address: "clouddrove/eks/aws",
    repository: "clouddrove/terraform-aws-eks",
    folder: "",
    others: ["modules/eks"],
    rows: [
      {
        ...cloudDrove,
        from: "1.0.0",
        to: "1.3.0",
        logTypes: types("enabled_cluster_log_types", []),
        citation: "clouddrove/terraform-aws-eks@1.0.0 variables.tf, main.tf",
      },
      {
        ...cloudDrove,
        from: "1.4.0",
        to: "1.4.7",
        logTypes: types("enabled_cluster_log_types", all),
        external: "external_cluster",
        citation:
          "clouddrove/terraform-aws-eks@1.4.7 variables.tf:70,76, main.tf:19-29",
      },
    ],
  },
  {
    address: "boldlink/eks/aws",
    repository: "boldlink/terraform-aws-eks",
    folder: "",
    rows: [
      {
        from: "1.0.0",
        to: "1.0.0",
        logTypes: types("enabled_cluster_log_types", []),
        retention: none,
        logGroup: "never",
        clusterName: ["cluster_name"],
        nameOutputs: ["id"],
        citation: "boldlink/terraform-aws-eks@1.0.0 variables.tf, main.tf",
      },
      {
        from: "2.0.0",
        to: "3.3.6",
        logTypes: types("enabled_cluster_log_types", []),
        retention: days("log_group_retention_days", 7),
        logGroup: on("enable_cp_logging"),
        clusterName: ["cluster_name"],
        nameOutputs: ["id"],
        citation:
          "boldlink/terraform-aws-eks@3.3.6 variables.tf:39,45,92, main.tf:74-81",
      },
    ],
  },
  {
    repository: "cookpad/terraform-aws-eks",
    folder: "",
    others: ["modules/cluster"],
    rows: [
      {
        from: "1.25.0",
        to: "1.25.0",
        logTypes: types("cluster_log_types", all),
        retention: { value: 7 },
        logGroup: "always",
        clusterName: ["name"],
        nameOutputs: [],
        citation:
          "cookpad/terraform-aws-eks@1.25.0 variables.tf:17, main.tf:12,41-44",
      },
    ],
  },
  {
    address: "vistaprint/simple-eks/aws",
    repository: "vistaprint/terraform-aws-simple-eks",
    folder: "",
    rows: [
      {
        ...vistaprint,
        from: "0.1.0",
        to: "0.3.3",
        logTypes: { value: ["api", "authenticator"] },
        citation: "vistaprint/terraform-aws-simple-eks@v0.1.0 cluster.tf:11-15",
      },
      {
        ...vistaprint,
        from: "0.3.4",
        to: "0.4.0",
        logTypes: types("cluster_log_types", ["api", "authenticator"]),
        citation:
          "vistaprint/terraform-aws-simple-eks@v0.3.4 variables.tf, cluster.tf",
      },
      {
        ...vistaprint,
        from: "0.5.0-rc1",
        to: "0.5.0-rc1",
        logTypes: types("enabled_cluster_log_types", ["api", "authenticator"]),
        citation:
          "vistaprint/terraform-aws-simple-eks@v0.5.0-rc1 variables.tf:26, cluster.tf:44,58",
      },
    ],
  },
  {
    repository: "worldcoin/terraform-aws-eks",
    folder: "",
    rows: [
      {
        ...worldcoin,
        from: "0.1.0",
        to: "10.13.4",
        retention: { value: 30 },
        citation: "worldcoin/terraform-aws-eks@v0.1.0 cloudwatch.tf",
      },
      {
        ...worldcoin,
        from: "10.13.5",
        to: "11.3.7",
        retention: { value: 1 },
        citation:
          "worldcoin/terraform-aws-eks@v10.13.5 main.tf:23, cloudwatch.tf:1-5",
      },
    ],
  },
  {
    repository: "dominodatalab/terraform-aws-eks",
    folder: "modules/eks",
    rows: [
      {
        from: "3.0.1",
        to: "3.49.0",
        logTypes: { value: all },
        retention: { value: 365 },
        logGroup: "always",
        clusterName: ["deploy_id"],
        nameOutputs: [],
        citation:
          "dominodatalab/terraform-aws-eks@v3.0.1 modules/eks/cluster.tf:46-60",
      },
    ],
  },
];
