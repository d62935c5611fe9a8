import type { Format } from "../core/rule";
import { cloudformation } from "./cloudformation";
import { eksctl } from "./eksctl";
import { terraform } from "./terraform";

/** Every format that is read. */
export const formats: readonly Format[] = [terraform, cloudformation, eksctl];
