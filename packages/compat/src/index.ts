export { check, checkDevices, type DeviceVerdicts } from './check/check.js';
export { configureFrom } from './check/configure.js';
export { refusedStart } from './check/refused-start.js';
export type {
  CheckInput,
  CitedErratum,
  DevicePair,
  Level,
  MachineState,
  Note,
  Reason,
  ReasonClass,
  Verdict,
  Witness,
} from './check/types.js';
export { type CodeEntry, type CompatCode, codeNumber, compatCodes } from './codes.js';
export { findClass, modelOfClass, namesReaching } from './document/classes.js';
export {
  type ConfigurationFacts,
  type ConfigurationRequest,
  canonicalForm,
  createConfiguration,
  fingerprint,
  validateConfiguration,
} from './document/configuration.js';
export { canonicalJson, documentDigest, withDigest } from './document/digest.js';
export { hostFacts, machineFacts } from './document/facts.js';
export { type HostNow, staleReasons } from './document/fresh.js';
export { documentForHost } from './document/host.js';
export { type Instantiation, readInstantiation } from './document/instantiation.js';
export { defaultLimits, loadCapabilities } from './document/load.js';
export { type DeviceRequest, type Machine, type MachineDevice, type StartRequest, startMachine, tableValues } from './document/machine.js';
export { chooseStateVersion, stateVersionList } from './document/state-versions.js';
export type { LoadLimits } from './document/validate.js';
export { type HopErrata, hopErrata } from './errata/hop.js';
export { evaluate, holds } from './expr/evaluate.js';
export { implies } from './expr/implies.js';
export { constant, partial } from './expr/partial.js';
export { expressionText } from './expr/text.js';
export { type ExprEnv, lookup, type Value } from './expr/value.js';
export { visitExpr } from './expression.js';
export type { Form, FormFiles, FormName, FormOptions, Loss } from './formats/form.js';
export { findForm, formOf, forms } from './formats/forms.js';
export {
  limitCode,
  nvmlLevel,
  nvmlLoses,
  readNvml,
  type VgpuCompatibility,
  vgpuCompatibility,
  vmCompatibility,
  writeNvml,
} from './formats/nvml.js';
export { says } from './formats/silence.js';
export { type Negotiation, negotiate, type Upgrade as ListUpgrade } from './negotiate/lists.js';
export { type ModelNegotiation, negotiateModels } from './negotiate/models.js';
export { type FleetHost, type FleetPlace, placeKey, placesOf } from './plan/fleet.js';
export { type Destination, type RankOptions, rankDestinations } from './plan/rank.js';
export { type AppliedRemedy, moveWithRemedies, type RemediedMove, type RemedyOptions } from './plan/remedied.js';
export { type Route, type RouteOptions, type Routes, routesFrom, type Step } from './plan/routes.js';
export { enterSituation, forgetState, type Move, move, type Place, resetAt, type Stand, startAt } from './plan/stand.js';
export { type BestStart, bestStart, type DeviceStart, type NoStart, type StartOptions } from './plan/start/best.js';
export { nameConfiguration } from './plan/start/name.js';
export { type FleetVm, type Stranded, type StrandedKind, strandedBy, type Upgrade, type UpgradeReport } from './plan/stranded.js';
export type { Problem, Result } from './problem.js';
export { boundaries, typedValue } from './survey/boundaries.js';
export { destinationProperties } from './survey/lines.js';
export { factCombinations, hostVariations } from './survey/machines.js';
export { instantiationOf, type Start, startLabel, starts } from './survey/starts.js';
export { type SurveyedReason, type SurveyOptions, survey } from './survey/survey.js';
export { parseValue } from './values.js';
export { type FleetFile, type HostEntry, readFleet, readVm, type Vm } from './vm/read.js';
export { vmSchema } from './vm/schema.js';
