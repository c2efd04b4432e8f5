/** Valid and invalid texts for parameters, by ajv. */
import type { ValidateFunction } from "ajv/dist/2020.js";
import { ajv, type Node, resolved, spec } from "./oracle.ts";
import { examplesIn, type Operation } from "./operations.ts";
import { recipeOf } from "./recipe.ts";

const renamed = (schema: Node): Node =>
  JSON.parse(JSON.stringify(schema).replaceAll("#/components/schemas/", "#/$defs/"));
const $defs = renamed(spec.components.schemas);

/** A self-contained schema. */
export const complete = (schema: Node): Node => ({ ...renamed(schema), $defs });

const compiled = new Map<string, ValidateFunction>();

/** The number of places that ajv reports in a value. */
export function faultyPlaces(schema: Node, value: unknown): number {
  const key = JSON.stringify(schema);
  if (!compiled.has(key)) compiled.set(key, ajv.compile(complete(schema)));
  const validate = compiled.get(key)!;
  return validate(value)
    ? 0
    : new Set(validate.errors!.map(({ instancePath }) => instancePath)).size;
}

export const isValid = (schema: Node, value: unknown) => faultyPlaces(schema, value) === 0;

/** The JSON value of a text by its schema; undefined if it has none. */
function decode(schema: Node, text: string): unknown {
  if (schema.type === "integer") return /^(0|-?[1-9]\d*)$/.test(text) ? Number(text) : undefined;
  if (schema.type === "boolean") return ({ true: true, false: false } as Node)[text];
  if (schema.type === "array") return text === "" ? [] : text.split(",");
  return text;
}

const accepts = (schema: Node, text: string) => {
  const value = decode(schema, text);
  return value !== undefined && isValid(schema, value);
};

export const textOf = (value: unknown) => (Array.isArray(value) ? value.join(",") : String(value));

/** Computes the texts of each parameter once. */
function perParameter(find: (parameter: Node) => string[]): (parameter: Node) => string[] {
  const found = new Map<Node, string[]>();
  return (parameter) => {
    if (!found.has(parameter)) found.set(parameter, find(parameter));
    return found.get(parameter)!;
  };
}

/** Valid texts of a parameter. */
export const acceptable = perParameter((parameter) => {
  const schema = resolved(parameter.schema);
  const { minimum = 0, maximum = 0 } = schema;
  const words = schema.enum ?? schema.items?.enum;
  const candidates: unknown[] = [
    ...(words ?? examplesIn(parameter)),
    ...(schema.items?.enum ? ["", words] : []),
    ...(schema.type === "integer" ? [minimum, minimum + 1, Math.min(maximum, 50), maximum] : []),
    ...(schema.type === "boolean" ? [true, false] : []),
    ...(schema.type === "string" && !words ? ["a", "Ada", "50 %", "ü"] : []),
  ];
  return candidates.map(textOf).filter((text) =>
    accepts(schema, text) && sendable(parameter, text)
  );
});

/** Texts that make a request valid; none if a text alone is not enough. */
export const fitting = (operation: Operation, parameter: Node): string[] =>
  recipeOf(operation).texts?.[parameter.name] ?? acceptable(parameter);

const garbage = [
  ..."not-an-id|x|-1|0|01|1e2|1.0|+1|true|null|9007199254740993|a,b|1;2|🙈".split("|"),
  ...["", " ", " 1", "x".repeat(5000)],
];

/** Invalid texts of a parameter. */
export const unfitting = perParameter((parameter) => {
  const schema = resolved(parameter.schema);
  return garbage.filter((text) => !accepts(schema, text) && sendable(parameter, text));
});

const headerText = /^[!-~]([ -~]*[!-~])?$/; // printable, no space at its ends
const pathText = /^[\w,.+-]+$/;

/** Whether a text arrives unchanged at the place of the parameter. */
const sendable = ({ in: where }: Node, text: string) =>
  where === "query" || (where === "header" ? headerText : pathText).test(text);
