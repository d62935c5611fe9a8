import { afterAll } from "vitest";
import "./scenarios/bad-days";
import "./scenarios/comparison";
import "./scenarios/events";
import "./scenarios/judged";
import "./scenarios/large";
import "./scenarios/life";
import "./scenarios/main-job";
import "./scenarios/people";
import "./scenarios/placement";
import "./scenarios/policy";
import "./scenarios/words";
import { table } from "./scenarios/scenario";

afterAll(() => console.log(table()));
