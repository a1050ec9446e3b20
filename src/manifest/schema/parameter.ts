import type { Arguments, Inputs, Outputs, Parameter, ValueFrom } from "../types.ts";
import { artifact } from "./artifact.ts";
import { anyStringField, list, object, optionalString, requiredString, string, struct } from "./field-type.ts";
import { configMapKeySelector } from "./kubernetes.ts";

const valueFrom = struct<ValueFrom>("ValueFrom", {
  path: string,
  jsonPath: string,
  jqFilter: string,
  event: string,
  parameter: string,
  supplied: object,
  configMapKeyRef: configMapKeySelector,
  default: anyStringField,
  expression: string,
});

const parameter = struct<Parameter>("Parameter", {
  name: requiredString,
  default: anyStringField,
  value: anyStringField,
  valueFrom,
  globalName: string,
  enum: list(anyStringField),
  description: anyStringField,
});

const parametersAndArtifacts = { parameters: list(parameter), artifacts: list(artifact) };

export const argumentsType = struct<Arguments>("Arguments", parametersAndArtifacts);

export const inputs = struct<Inputs>("Inputs", parametersAndArtifacts);

export const outputs = struct<Outputs>("Outputs", {
  ...parametersAndArtifacts,
  result: optionalString,
  exitCode: optionalString,
});
