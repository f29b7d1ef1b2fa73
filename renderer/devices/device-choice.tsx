import type { AudioDevice } from "../../src/devices/device-list.ts";
import { texts } from "./texts.ts";

interface DeviceChoiceProps {
  readonly id: string;
  readonly label: string;
  readonly devices: readonly AudioDevice[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}

/** The devices of one kind, the system's choice marked. */
export function DeviceChoice({ id, label, devices, chosen, onChoose }: DeviceChoiceProps) {
  return (
    <div class="device">
      <label for={id}>{label}</label>
      <select id={id} value={chosen} onChange={(event) => onChoose(event.currentTarget.value)}>
        {devices.map((device) => (
          <option key={device.id} value={device.id}>
            {device.isDefault ? `${device.label} (${texts.chosenBySystem})` : device.label}
          </option>
        ))}
      </select>
    </div>
  );
}

/** The one that was chosen while it is there, else the system's choice; null where there is none. */
export function chosenDevice(devices: readonly AudioDevice[], wanted: string): AudioDevice | null {
  return (
    devices.find(({ id }) => id === wanted) ??
    devices.find(({ isDefault }) => isDefault) ??
    devices[0] ??
    null
  );
}
