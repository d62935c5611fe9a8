/*
 * What a root makes, on its own and with each of its var-files. A var-file that decides nothing about
 * a cluster makes no other cluster, but it still tells an environment in which this one is applied.
 */
import type { Cluster } from "../../core/cluster";
import type { Problem } from "../../core/finding";
import { varFileClue } from "./clues";
import {
  type Configuration,
  type Reader,
  attributeOf,
} from "./modules/configuration";
import { inputsOf, rootModule } from "./modules/evaluation";
import type { Variant } from "./modules/variants";
import { type Survey, surveyOf } from "./survey";

/** More variants than this of one root are not evaluated. */
const mostVariants = 64;

/** What a root makes, on its own and in each variant. */
export function surveysOf(
  reader: Reader,
  root: Configuration,
  variants: readonly Variant[],
  report: (problem: Problem) => void,
): readonly Survey[] {
  const inputs = inputsOf(reader, root);
  const plain = surveyOf(rootModule(reader, root, inputs, report));
  // Without these Terraform would ask for a value, so nobody applies the root like that.
  const asked = [...new Set(variants.flatMap(namesSet))].filter((name) => {
    const block = root.variables.get(name);
    return block && !attributeOf(block, "default") && !inputs.supplied(name);
  });
  const all = variants
    .slice(0, mostVariants)
    .map((variant) => surveyOfVariant(reader, root, variant, report));
  const deciding = all.filter(({ decides }) => decides);
  const idle = all.filter(({ decides }) => !decides);
  const isApplied =
    deciding.length === 0 ||
    [[], ...idle.map(({ variant }) => namesSet(variant))].some((names) =>
      asked.every((name) => names.includes(name)),
    );
  const surveys = [
    ...(isApplied ? [usedWith(plain, idle, asked.length === 0)] : []),
    ...deciding,
  ];
  const [left] = variants.slice(mostVariants).flatMap(({ files }) => files);
  if (left && surveys.some(({ clusters }) => clusters.length > 0))
    report({
      document: left.document,
      paths: variants.slice(mostVariants).map(({ name }) => name),
      message: `${variants.length - mostVariants} of the ${variants.length} var-files or groups of var-files for ${root.directory} are not evaluated, from ${left.path} on: no more than ${mostVariants} of a root are.`,
    });
  return surveys;
}

function namesSet({ files }: Variant): readonly string[] {
  return files.flatMap(({ settings }) => [...(settings?.keys() ?? [])]);
}

interface VariantSurvey extends Survey {
  readonly variant: Variant;
  /** The files set something that the clusters or groups need. */
  readonly decides: boolean;
}

/** What a root makes with a variant's files. */
function surveyOfVariant(
  reader: Reader,
  root: Configuration,
  variant: Variant,
  report: (problem: Problem) => void,
): VariantSurvey {
  const { supplied, ...inputs } = inputsOf(reader, root, variant);
  const needed = new Set<string>();
  const survey = surveyOf(
    rootModule(
      reader,
      root,
      {
        ...inputs,
        supplied(variable) {
          needed.add(variable);
          return supplied(variable);
        },
      },
      report,
    ),
  );
  const decides = variant.files.some(
    ({ settings }) =>
      !settings || [...settings.keys()].some((name) => needed.has(name)),
  );
  return { ...survey, variant, decides };
}

/** The clusters of a root that are the same with each of these var-files; `alone` when they are also applied without any. */
function usedWith(
  { clusters, ...rest }: Survey,
  idle: readonly VariantSurvey[],
  alone: boolean,
): Survey {
  return {
    ...rest,
    clusters: clusters.map((cluster): Cluster => {
      const [clues, ...otherClues] = [
        ...idle.map(({ variant: { name } }) => [
          varFileClue(name, cluster.range),
          ...cluster.clues,
        ]),
        ...(alone ? [cluster.clues] : []),
      ];
      return clues ? { ...cluster, clues, otherClues } : cluster;
    }),
  };
}
