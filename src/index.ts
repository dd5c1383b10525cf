// The front door of the package `thicknet`: all that is meant to be used, and nothing else.
//
// It runs in Node and in browsers. Times are whole picoseconds, lengths metres, rates bits a second; where a text is
// taken it carries its unit ('51.2us', '10M'). What is not exported here may change with any version.
//
//   import { Lab, Trace } from 'thicknet';                  a bench: stations, hubs, coaxes and the cables between them
//   import { Experiment, parseScenario } from 'thicknet';   an experiment from a file
//   import { createKernels } from 'thicknet/kernels';       CRC-32, checksum, Manchester and SFD search by themselves

// The bench, and what stands on it.

export type { Backoff } from './lab/backoff.js';
export type { Part } from './lab/bench.js';
export type { CoaxBus, CoaxChoices } from './lab/coaxBus.js';
export type { Host, HostChoices, ReceivedFrame } from './lab/host.js';
export type { Hub, HubChoices, HubPort } from './lab/hub.js';
export { type CableChoices, Lab, type LabChoices } from './lab/lab.js';
export { LabError, type LabErrorCode } from './lab/labError.js';
export type { LabLink } from './lab/labLink.js';
export type { TapChoices } from './lab/plug.js';
export type { PlannedFault } from './line/condition.js';
export { formatAddress, parseAddress } from './mac/address.js';
export type { StationCounters } from './mac/counters.js';
export type { Directory } from './mac/directory.js';
export type { Ledger } from './mac/ledger.js';
export type { Station } from './mac/station.js';
export { SimdUnavailableError } from './memory/machine.js';
export { DROP_REASONS, type DropReason } from './sim/drop.js';

// Traffic that runs by itself. The streams that it draws from are forked from `lab.random` by name.

export { FrameMaker, type Pattern, type Sizes, Source } from './app/source.js';
export { type Random, type Stream, StreamError } from './sim/random.js';

// Experiments as data.

export { type Addresses, addressesOf, hubFor, type Pace, type ReplayRecord, stageFor } from './lab/cast.js';
export { Experiment, type ExperimentOptions } from './lab/experiment.js';
export type { ReplayReport } from './lab/replay.js';
export type { RunReport, SegmentReport, StationReport, Traffic, Verdict } from './lab/report.js';
export { ScenarioError, type ScenarioErrorCode, type ScenarioWarning } from './lab/scenario/error.js';
export {
  parseScenario,
  type Scenario,
  type ScenarioInput,
  scenarioFrom,
} from './lab/scenario/scenario.js';
export { scenarioJsonSchema } from './lab/scenario/schema.js';

// Observers: they look in and change nothing. Recorders make files; the fingerprint and the trace need none.

export { CsvRecorder, type CsvRecorderOptions } from './capture/csvRecorder.js';
export { EventLog, type EventLogOptions } from './capture/eventLog.js';
export { Fingerprint } from './capture/fingerprint.js';
export { type EventOf, EventReader, type LabEvent } from './capture/labEvent.js';
export { PcapngRecorder, type PcapngRecorderOptions } from './capture/pcapngRecorder.js';
export type { Recorder, Sink } from './capture/recorder.js';
export { Trace, type TraceOptions, type TraceRole } from './capture/trace.js';
export type { Verbosity } from './capture/traceWords.js';
export { VcdRecorder, type VcdRecorderOptions } from './capture/vcdRecorder.js';
export { EVENT_NAMES, EVENTS, type EventName, type Observer } from './sim/probe.js';

// Capture files, read and written.

export {
  type Capture,
  type CaptureInterface,
  type CaptureRecord,
  LINKTYPE_ETHERNET,
  LINKTYPE_ETHERNET_MPACKET,
} from './capture/capture.js';
export { CaptureError, type CaptureErrorCode, type CapturePlace } from './capture/capture-error.js';
export { type CsvOptions, CsvWriter } from './capture/csv.js';
export { type PacketNotes, type PcapngInterface, type PcapngOptions, PcapngWriter } from './capture/pcapng.js';
export type { Direction, FrameError, PacketFlags, Reception } from './capture/pcapng-format.js';
export { readCapture } from './capture/reader.js';
export { type Timescale, type VcdKind, type VcdOptions, type VcdValue, VcdWriter } from './capture/vcd.js';

// The frame check sequence, and why one is wrong. The CRC-32 that these take is anybody's; createKernels() has one.

export { type Crc32, checkFcs, type FcsVerdict, fcsGiven, fcsHex, fcsOver, fcsOverPadded } from './packet/fcs.js';
export { diagnoseFcs, type FcsDiagnosis, type FcsExplanation } from './packet/fcs-diagnosis.js';
export { type FrameDifference, frameDifference } from './packet/frame-difference.js';
export { HexTextError, octetsOfText } from './packet/hex-text.js';

// Quantities with their units.

export { formatPs, parseDurationPs, parseLengthMetres, parseRate, QuantityError } from './sim/units.js';
