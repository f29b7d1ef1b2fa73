import { company, users } from "../account.ts";
import type { SandboxUser } from "../types.ts";
import type { MessageStore } from "./message-store.ts";
import type { Presence } from "./presence.ts";

const root = "https://platform.ringcentral.com/restapi/v1.0";
export const accountUri = `${root}/account/${company.id}`;
export const extensionUri = (user: SandboxUser) => `${accountUri}/extension/${user.extensionId}`;

export const unitedStates = {
  id: "1",
  uri: `${root}/dictionary/country/1`,
  name: "United States",
  isoCode: "US",
  callingCode: "1",
  emergencyCalling: true,
  numberSelling: true,
  loginAllowed: true,
} as const;

/** Every list of the platform has this frame. */
export function list(uri: string, records: readonly unknown[]) {
  return {
    uri,
    records,
    paging: {
      page: 1,
      totalPages: 1,
      perPage: 1000,
      totalElements: records.length,
      pageStart: 0,
      pageEnd: Math.max(0, records.length - 1),
    },
    navigation: { firstPage: { uri }, lastPage: { uri } },
  };
}

/** A full synchronisation: everything at once, and a token for the next time. */
export function fullSync(uri: string, records: readonly unknown[], at: number) {
  return {
    uri,
    records,
    syncInfo: {
      syncType: "FSync",
      syncToken: Buffer.from(`sandbox-${at}`).toString("base64url"),
      syncTime: new Date(at).toISOString(),
      olderRecordsExist: false,
    },
  };
}

/** The features that switch the widget's tabs on; two of them it signs out without. */
const features = [
  "ReadExtensionInfo",
  "ReadCompanyInfo",
  "ReadExtensions",
  "ReadExtensionPhoneNumbers",
  "ReadExtensionAnsweringRules",
  "ReadCallerIDSettings",
  "ReadPersonalContacts",
  "ReadExtensionCallLog",
  "ReadExtensionCallRecordings",
  "ReadPresence",
  "ReadPresenceStatus",
  "EditPresence",
  "EditPresenceStatus",
  "ReadMessages",
  "ReadMessageContent",
  "WebPhone",
  "RingOut",
  "SoftphoneUpdate",
  "SMSSending",
  "SMSReceiving",
  "MMSSending",
  "InternationalSMS",
  "PagesSending",
  "PagesReceiving",
  "FaxReceiving",
  "Voicemail",
];

export const featureList = () => ({
  records: features.map((id) => ({ id, available: true })),
});

const regionalSettings = {
  homeCountry: unitedStates,
  timezone: {
    id: "58",
    name: "US/Pacific",
    description: "Pacific Time (US & Canada)",
    bias: "-480",
  },
  language: {
    id: "1033",
    name: "English (United States)",
    localeCode: "en-US",
  },
  greetingLanguage: {
    id: "1033",
    name: "English (United States)",
    localeCode: "en-US",
  },
  formattingLocale: {
    id: "1033",
    name: "English (United States)",
    localeCode: "en-US",
  },
  timeFormat: "12h",
};

export function extensionInfo(user: SandboxUser) {
  return {
    uri: extensionUri(user),
    id: Number(user.extensionId),
    extensionNumber: user.extension,
    name: user.name,
    type: "User",
    status: "Enabled",
    contact: {
      firstName: user.firstName,
      lastName: user.lastName,
      company: company.name,
      email: user.email,
      businessPhone: company.mainNumber,
    },
    permissions: {
      admin: { enabled: false },
      internationalCalling: { enabled: true },
    },
    account: { id: company.id, uri: accountUri },
    regionalSettings,
    setupWizardState: "Completed",
    hidden: false,
    serviceFeatures: [],
    profileImage: { uri: `${extensionUri(user)}/profile-image` },
  };
}

export const accountInfo = () => ({
  uri: accountUri,
  id: Number(company.id),
  mainNumber: company.mainNumber.slice(1),
  status: "Confirmed",
  setupWizardState: "Completed",
  operator: { id: users[0]?.extensionId, extensionNumber: users[0]?.extension },
  serviceInfo: {
    uri: `${accountUri}/service-info`,
    brand: { id: "1210", name: "RingCentral", homeCountry: unitedStates },
    contractedCountry: unitedStates,
    servicePlan: { id: "1", name: "Office", edition: "Premium" },
    billingPlan: {
      id: "8",
      name: "Monthly",
      durationUnit: "Month",
      duration: 1,
    },
    servicePlanName: "Office",
  },
  limits: {
    freeSoftPhoneLinesPerExtension: 2,
    meetingSize: 100,
    cloudRecordingStorage: 1,
    maxMonitoredExtensionsPerUser: 100,
    maxExtensionNumberLength: 6,
    siteCodeLength: 0,
    shortExtensionNumberLength: 3,
  },
  regionalSettings,
});

export function phoneNumbers(user: SandboxUser) {
  const shared = {
    type: "VoiceFax",
    paymentType: "Local",
    status: "Normal",
    country: unitedStates,
  };
  const extension = {
    id: user.extensionId,
    extensionNumber: user.extension,
    uri: extensionUri(user),
  };
  return [
    {
      ...shared,
      id: 1,
      phoneNumber: user.directNumber,
      usageType: "DirectNumber",
      primary: true,
      features: ["CallerId", "SmsSender", "A2PSmsSender", "InternationalSmsSender", "MmsSender"],
      extension,
    },
    {
      ...shared,
      id: 2,
      phoneNumber: company.mainNumber,
      usageType: "MainCompanyNumber",
      primary: false,
      features: ["CallerId"],
    },
  ];
}

export const callerId = (user: SandboxUser) => ({
  uri: `${extensionUri(user)}/caller-id`,
  byDevice: [],
  byFeature: ["RingOut", "RingMe", "CallFlip", "Alternate", "CommonPhone", "MobileApp"].map((feature) => ({
    feature,
    callerId: {
      type: "PhoneNumber",
      phoneInfo: {
        id: "1",
        uri: `${accountUri}/phone-number/1`,
        phoneNumber: user.directNumber,
      },
    },
  })),
  extensionNameForOutboundCalls: true,
});

const deviceId = "800001";

export const devices = (user: SandboxUser) => [
  {
    id: deviceId,
    uri: `${accountUri}/device/${deviceId}`,
    type: "WebPhone",
    name: `${user.firstName}'s softphone`,
    status: "Online",
    extension: {
      id: user.extensionId,
      uri: extensionUri(user),
      extensionNumber: user.extension,
    },
    phoneLines: [
      {
        id: "1",
        lineType: "Standalone",
        phoneInfo: {
          id: "1",
          phoneNumber: user.directNumber,
          type: "VoiceFax",
          usageType: "DirectNumber",
          country: unitedStates,
        },
      },
    ],
  },
];

export const forwardingNumbers = (user: SandboxUser) => [
  {
    id: "1",
    uri: `${extensionUri(user)}/forwarding-number/1`,
    phoneNumber: "+16505550199",
    label: "Mobile",
    features: ["CallFlip", "CallForwarding"],
    flipNumber: "1",
    type: "Mobile",
  },
];

export function presenceInfo(user: SandboxUser, presence: Presence) {
  const state = presence.get();
  const dnd = state.dndStatus === "DoNotAcceptAnyCalls";
  return {
    uri: `${extensionUri(user)}/presence`,
    extension: {
      id: Number(user.extensionId),
      uri: extensionUri(user),
      extensionNumber: user.extension,
    },
    ...state,
    presenceStatus: dnd ? "Busy" : state.userStatus,
    telephonyStatus: "NoCall",
    meetingStatus: "Disconnected",
    message: "",
    allowSeeMyPresence: true,
    ringOnMonitoredCall: false,
    pickUpCallsOnHold: false,
    activeCalls: [],
    totalActiveCalls: 0,
  };
}

export const directoryEntries = () =>
  users.map((user) => ({
    id: user.extensionId,
    type: "User",
    status: "Enabled",
    firstName: user.firstName,
    lastName: user.lastName,
    email: user.email,
    extensionNumber: user.extension,
    account: {
      id: company.id,
      companyName: company.name,
      mainNumber: { phoneNumber: company.mainNumber },
    },
    phoneNumbers: [
      {
        phoneNumber: user.directNumber,
        formattedPhoneNumber: user.directNumber,
        usageType: "DirectNumber",
        type: "VoiceFax",
      },
    ],
    profileImages: [],
  }));

export function sipProvision(user: SandboxUser) {
  return {
    device: {
      id: deviceId,
      uri: `${accountUri}/device/${deviceId}`,
      type: "WebPhone",
      status: "Online",
      extension: {
        id: Number(user.extensionId),
        uri: extensionUri(user),
        extensionNumber: user.extension,
      },
      emergency: { syncStatus: "Verified" },
      phoneLines: [],
    },
    sipInfo: [
      {
        username: `${company.mainNumber.slice(1)}*${user.extension}`,
        // The simulated registrar lets everybody in, so this protects nothing.
        password: "sandbox",
        authorizationId: "801",
        domain: "sip.ringcentral.com",
        outboundProxy: "sip-ws.ringcentral.com",
        outboundProxyBackup: "sip-ws.ringcentral.com",
        transport: "WSS",
        switchBackInterval: 3600,
        stunServers: [],
      },
    ],
    sipFlags: {
      voipFeatureEnabled: true,
      voipCountryBlocked: false,
      outboundCallsEnabled: true,
      dscpEnabled: false,
      dscpSignaling: 0,
      dscpVoice: 0,
      dscpVideo: 0,
    },
    sipErrorCodes: ["408", "502", "503", "504"],
  };
}

export function messageRecords(user: SandboxUser, messages: MessageStore) {
  return user.extensionId === users[0]?.extensionId ? [...messages.list()].reverse() : [];
}
