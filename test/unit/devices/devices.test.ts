import { describe, expect, test } from "vitest";
import type { AudioDevices } from "../../../src/devices/device-list.ts";
import { createDevices } from "../../../src/devices/devices.ts";
import type { MicrophoneState, SystemAccess } from "../../../src/devices/microphone.ts";
import { settled } from "../support/scheduler.ts";

const having = (...labels: readonly string[]): AudioDevices => {
  const devices = labels.map((label, index) => ({ id: label, label, isDefault: index === 0 }));
  return { microphones: devices, speakers: devices };
};

function createBench(platform: NodeJS.Platform = "darwin", access: SystemAccess = "not-determined") {
  const world = {
    access,
    isSignedIn: false,
    isInCall: false,
    opens: true,
    answer: "granted" as SystemAccess,
  };
  const states: MicrophoneState[] = [];
  const views: MicrophoneState[] = [];
  const did: string[] = [];
  const devices = createDevices({
    productName: "Handset",
    platform,
    access: () => world.access,
    ask: async () => {
      did.push("ask");
      world.access = world.answer;
    },
    isSignedIn: () => world.isSignedIn,
    isInCall: () => world.isInCall,
    effects: {
      viewChanged: ({ microphone }) => views.push(microphone),
      microphoneChanged: (state) => states.push(state),
      tellChange: (text, during) => did.push(`${during}: ${text}`),
      openAddress: async (url) => {
        did.push(url);
        return world.opens;
      },
      openPhone: (path) => did.push(path),
    },
  });
  return { world, devices, states, views, did };
}

describe("the system is asked for the microphone", () => {
  test("after a sign-in, once, and not at a start", async () => {
    const { world, devices, states, did } = createBench();
    devices.sessionChanged();
    devices.seen(having("Headset X"));
    await settled();
    expect(did).toEqual([]);
    world.isSignedIn = true;
    devices.sessionChanged();
    devices.sessionChanged();
    await settled();
    expect(did).toEqual(["ask"]);
    expect(states).toEqual(["not-asked", "granted"]);
  });

  test("never again after a refusal, which is shown", async () => {
    const { world, devices, states, did } = createBench();
    world.answer = "denied";
    world.isSignedIn = true;
    devices.sessionChanged();
    await settled();
    await devices.ask();
    expect(did).toEqual(["ask"]);
    expect(states).toEqual(["denied"]);
    expect(devices.view()).toMatchObject({
      microphone: "denied",
      notice: { code: "microphone/denied" },
      hasSystemSettings: true,
    });
  });
});

test("what was changed in the system's settings is seen when the page looks again", () => {
  const { world, devices, states } = createBench("darwin", "denied");
  devices.view();
  world.access = "granted";
  devices.seen(having("Headset X"));
  expect(devices.view().microphone).toBe("granted");
  expect(states).toEqual(["denied", "granted"]);
});

test("changes are told while a call is up, and the first list is none", () => {
  const { world, devices, did } = createBench("linux", null);
  world.isInCall = true;
  devices.seen(having("Built-in"));
  devices.seen(having("Headset X", "Built-in"));
  devices.seen(having("Headset X", "Built-in"));
  world.isInCall = false;
  devices.seen(having("Built-in"));
  expect(did).toEqual(["call: Headset X was connected. Headset X is the system’s choice now."]);
});

describe("while nobody talks and somebody is signed in", () => {
  const idle = () => {
    const bench = createBench("linux", null);
    bench.world.isSignedIn = true;
    bench.devices.seen(having("Headset X", "Built-in"));
    return bench;
  };

  test("a device that goes is told, and what is used now", () => {
    const { devices, did } = idle();
    devices.seen(having("Built-in"));
    devices.seen(having());
    expect(did).toEqual([
      "rest: Headset X was disconnected. Built-in is the system’s choice now.",
      "rest: Built-in was disconnected. There is no microphone any more.",
    ]);
  });

  test("another choice of the system is told, and a device that only came is not", () => {
    const { devices, did } = idle();
    devices.seen(having("Headset X", "Built-in", "Monitor"));
    expect(did).toEqual([]);
    devices.seen(having("Monitor", "Headset X", "Built-in"));
    expect(did).toEqual(["rest: Monitor is the system’s choice now."]);
    devices.seen(having());
    devices.seen(having("Headset X"));
    expect(did.length).toBe(2);
  });

  test("nothing is told to nobody", () => {
    const { world, devices, did } = idle();
    world.isSignedIn = false;
    devices.seen(having());
    expect(did).toEqual([]);
  });
});

test("the system's settings and the phone's are opened, or it is said why not", async () => {
  const mac = createBench();
  expect(await mac.devices.openSystemSettings()).toBeNull();
  mac.world.opens = false;
  expect(await mac.devices.openSystemSettings()).toMatchObject({ code: "devices/no-system-settings" });
  const linux = createBench("linux", null);
  expect(await linux.devices.openSystemSettings()).toMatchObject({ code: "devices/no-system-settings" });
  expect(linux.devices.openPhoneSettings()).toMatchObject({ code: "devices/signed-out" });
  linux.world.isSignedIn = true;
  expect(linux.devices.openPhoneSettings()).toBeNull();
  expect(linux.did).toEqual(["/settings/audio"]);
});

test("what the phone's page sees is known once it has said so", () => {
  const { devices } = createBench();
  expect(devices.list()).toBeNull();
  devices.seen(having("Headset X"));
  expect(devices.list()).toEqual(having("Headset X"));
});
