// Holds Kubernetes objects against their API's schemas, and values against the chart's: check.js <rendering> … / check.js --values <schema> <chart's values> <values> …
// Prints what is wrong, one line each; says nothing where nothing is.
import { readFileSync } from "node:fs";
import Ajv from "ajv";
import yaml from "js-yaml";

const read = (file) => yaml.load(readFileSync(file, "utf8")) ?? {};
const isMap = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

function merge(base, over) {
  const merged = { ...base };
  for (const [key, value] of Object.entries(over)) {
    merged[key] = isMap(value) && isMap(base[key]) ? merge(base[key], value) : value;
  }
  return merged;
}

async function modelOf({ apiVersion, kind }) {
  const [group, version] = apiVersion.includes("/") ? apiVersion.split("/") : ["", apiVersion];
  const home = group === "monitoring.coreos.com" ? "@kubernetes-models/prometheus-operator/"
    : group === "gateway.networking.k8s.io" ? "@kubernetes-models/gateway-api/"
    : "kubernetes-models/";
  return (await import(`${home}${group ? `${group}/` : ""}${version}/${kind}`))[kind];
}

async function checkObject(file, object) {
  const name = `${file}: ${object.kind}/${object.metadata?.name}`;
  let Model;
  try {
    Model = await modelOf(object);
  } catch {
    return [`${name}: there is no ${object.apiVersion} ${object.kind}`];
  }
  try {
    new Model(object).validate();
    return [];
  } catch (error) {
    return [`${name}: ${error.message}`];
  }
}

function checkValues(schemaFile, baseFile, files) {
  const validate = new Ajv({ allErrors: true, strict: false }).compile(JSON.parse(readFileSync(schemaFile, "utf8")));
  return files.flatMap((file) => validate(merge(read(baseFile), read(file)))
    ? []
    : validate.errors.map((error) => `${file}: ${error.instancePath.slice(1).replaceAll("/", ".")}: ${error.message}${error.params.additionalProperty ? ` (${error.params.additionalProperty})` : ""}`));
}

const [first, ...rest] = process.argv.slice(2);
const wrong = first === "--values"
  ? checkValues(rest[0], rest[1], rest.slice(2))
  : (await Promise.all([first, ...rest].flatMap((file) => yaml.loadAll(readFileSync(file, "utf8")).filter(Boolean).map((object) => checkObject(file, object))))).flat();
wrong.forEach((line) => console.log(line));
process.exitCode = wrong.length > 0 ? 1 : 0;
