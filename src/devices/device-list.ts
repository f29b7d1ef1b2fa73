/** What of a `MediaDeviceInfo` matters here. */
export interface DeviceInfo {
  readonly kind: string;
  readonly deviceId: string;
  /** "" until the page may use the microphone. */
  readonly label: string;
  readonly groupId: string;
}

export interface AudioDevice {
  readonly id: string;
  /** As people know it: "Jabra Evolve 65". */
  readonly label: string;
  /** The system's choice, which the phone uses unless another one is chosen there. */
  readonly isDefault: boolean;
}

export interface AudioDevices {
  readonly microphones: readonly AudioDevice[];
  readonly speakers: readonly AudioDevice[];
}

export const noDevices: AudioDevices = { microphones: [], speakers: [] };

/** More is no list of devices; a page that sends it is not asked what it means. */
const MAX_DEVICES = 50;
const MAX_LABEL = 100;
/** Chromium's names for "whatever the system has chosen": they come beside the device itself. */
const ALIASES = ["default", "communications"];

/**
 * The real devices of `navigator.mediaDevices.enumerateDevices()`. Which one is the system's choice is said by
 * Chromium's entry "default": of the same group, or with "Default - " before the same label.
 */
export function audioDevices(infos: readonly DeviceInfo[]): AudioDevices {
  return { microphones: ofKind(infos, "audioinput"), speakers: ofKind(infos, "audiooutput") };
}

function ofKind(infos: readonly DeviceInfo[], kind: string): readonly AudioDevice[] {
  const all = infos.filter((info) => info.kind === kind && info.deviceId !== "");
  const alias = all.find(({ deviceId }) => deviceId === "default");
  const real = all.filter(({ deviceId }) => !ALIASES.includes(deviceId)).slice(0, MAX_DEVICES);
  const named = real.find(({ label }) => alias !== undefined && label !== "" && alias.label.endsWith(label));
  const grouped = real.find(({ groupId }) => alias !== undefined && groupId === alias.groupId);
  // Without an entry of its own (Chromium has none where there is only one choice) it is the first.
  const chosen = named ?? grouped ?? real[0];
  const fallback = kind === "audioinput" ? "Microphone" : "Speaker";
  return real.map((info, index) => ({
    id: info.deviceId,
    label: shortLabel(info.label) || `${fallback} ${index + 1}`,
    isDefault: info === chosen,
  }));
}

/** Windows adds the USB ids of vendor and product: "Headset (Jabra Evolve 65) (0b0e:030c)". */
function shortLabel(label: string): string {
  return label
    .replace(/\s*\([0-9a-f]{4}:[0-9a-f]{4}\)\s*$/i, "")
    .trim()
    .slice(0, MAX_LABEL);
}

/** What has changed between two lists, in one or two sentences; null where nobody has to hear of it. */
export function changeInWords(before: AudioDevices, after: AudioDevices): string | null {
  const added = newLabels(before, after);
  const removed = newLabels(after, before);
  const sentences = [
    added.length === 0 ? null : `${listed(added)} ${added.length === 1 ? "was" : "were"} connected.`,
    removed.length === 0 ? null : `${listed(removed)} ${removed.length === 1 ? "was" : "were"} disconnected.`,
    usedNow(before, after),
  ];
  const said = sentences.filter((sentence) => sentence !== null);
  return said.length === 0 ? null : said.join(" ");
}

/**
 * Whether a phone that nobody talks on rings or listens elsewhere now than it did: a device has gone, which may be the
 * one that was chosen in the phone, or the system has chosen another one. A device that has only come changes nothing.
 */
export function movesRinging(before: AudioDevices, after: AudioDevices): boolean {
  const hasOther = (was: readonly AudioDevice[], is: readonly AudioDevice[]): boolean =>
    was.length > 0 && newDefault(was, is) !== null;
  return (
    newLabels(after, before).length > 0 ||
    hasOther(before.microphones, after.microphones) ||
    hasOther(before.speakers, after.speakers)
  );
}

/** Labels of one list and not of the other; a headset is a microphone and a speaker, and is named once. */
function newLabels(before: AudioDevices, after: AudioDevices): readonly string[] {
  const known = [...before.microphones, ...before.speakers];
  const found = [...after.microphones, ...after.speakers];
  const labels = found.filter(({ id, label }) => !known.some((k) => k.id === id || k.label === label));
  return [...new Set(labels.map(({ label }) => label))];
}

function usedNow(before: AudioDevices, after: AudioDevices): string | null {
  const heard = newDefault(before.microphones, after.microphones);
  const played = newDefault(before.speakers, after.speakers);
  if (heard !== null && heard === played) return `${heard} is the system’s choice now.`;
  const lost = after.microphones.length === 0 && before.microphones.length > 0;
  const parts = [
    heard === null ? null : `The microphone of the system’s choice is now ${heard}.`,
    played === null ? null : `The speaker of the system’s choice is now ${played}.`,
    lost ? "There is no microphone any more." : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(" ");
}

/** The label of the system's choice where it is another one than before. */
function newDefault(before: readonly AudioDevice[], after: readonly AudioDevice[]): string | null {
  const was = before.find(({ isDefault }) => isDefault);
  const is = after.find(({ isDefault }) => isDefault);
  return is === undefined || is.id === was?.id || is.label === was?.label ? null : is.label;
}

function listed(labels: readonly string[]): string {
  const last = labels.at(-1) ?? "";
  return labels.length < 2 ? last : `${labels.slice(0, -1).join(", ")} and ${last}`;
}
