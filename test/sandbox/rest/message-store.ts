import type { Clock } from "../types.ts";

/** An SMS, a message between extensions or a voicemail, in the shape of RingCentral's message store. */
export interface StoredMessage {
  readonly id: number;
  readonly uri: string;
  readonly type: "SMS" | "Pager" | "VoiceMail";
  readonly direction: "Inbound" | "Outbound";
  readonly from: { readonly phoneNumber?: string; readonly extensionNumber?: string; readonly name?: string };
  readonly to: readonly { readonly phoneNumber: string }[];
  /** The text of a text message; RingCentral calls it so. */
  readonly subject: string;
  readonly creationTime: string;
  readonly lastModifiedTime: string;
  readonly readStatus: "Read" | "Unread";
  readonly messageStatus: "Received" | "Sent";
  readonly priority: "Normal";
  readonly availability: "Alive";
  readonly attachments: readonly {
    id: number;
    uri: string;
    type: "Text" | "AudioRecording";
    contentType: "text/plain" | "audio/mpeg";
    /** Seconds. */
    vmDuration?: number;
  }[];
  readonly conversationId: number;
  readonly conversation: { readonly id: string; readonly uri: string };
}

export interface MessageStore {
  /** @param message an SMS unless it says otherwise; `seconds` is the length of a voicemail */
  add(
    message: Pick<StoredMessage, "direction" | "from" | "to" | "subject"> & {
      readonly type?: StoredMessage["type"];
      readonly seconds?: number;
    },
  ): StoredMessage;
  setRead(id: number, readStatus: "Read" | "Unread"): StoredMessage | undefined;
  list(): readonly StoredMessage[];
  /** Told of each new message and of each change of one. */
  onMessage(listener: (message: StoredMessage) => void): () => void;
}

const base = "https://platform.ringcentral.com/restapi/v1.0/account/~/extension/~";

export function createMessageStore(now: Clock): MessageStore {
  const messages: StoredMessage[] = [];
  const listeners = new Set<(message: StoredMessage) => void>();
  const peers: string[] = [];

  /** One conversation per other side. */
  const conversationOf = (peer: string) => {
    if (!peers.includes(peer)) peers.push(peer);
    return 7_000_000 + peers.indexOf(peer);
  };

  return {
    add({ type = "SMS", seconds, ...given }) {
      const id = 9_000_001 + messages.length;
      const at = new Date(now()).toISOString();
      const peer = given.direction === "Inbound" ? given.from : given.to[0];
      // A voicemail is a conversation of its own.
      const conversationId =
        type === "VoiceMail" ? id : conversationOf(peer?.phoneNumber ?? given.from.extensionNumber ?? "");
      const uri = `${base}/message-store/${id}`;
      const message: StoredMessage = {
        ...given,
        id,
        uri,
        type,
        creationTime: at,
        lastModifiedTime: at,
        readStatus: given.direction === "Inbound" ? "Unread" : "Read",
        messageStatus: given.direction === "Inbound" ? "Received" : "Sent",
        priority: "Normal",
        availability: "Alive",
        attachments: [
          {
            id,
            uri: `${uri}/content/${id}`,
            ...(type === "VoiceMail"
              ? { type: "AudioRecording", contentType: "audio/mpeg", vmDuration: seconds ?? 0 }
              : { type: "Text", contentType: "text/plain" }),
          },
        ],
        conversationId,
        conversation: {
          id: String(conversationId),
          uri: `${base}/conversation/${conversationId}`,
        },
      };
      messages.push(message);
      for (const listener of listeners) listener(message);
      return message;
    },
    setRead(id, readStatus) {
      const index = messages.findIndex((message) => message.id === id);
      const found = messages[index];
      if (!found) return undefined;
      const changed = {
        ...found,
        readStatus,
        lastModifiedTime: new Date(now()).toISOString(),
      };
      messages[index] = changed;
      for (const listener of listeners) listener(changed);
      return changed;
    },
    list: () => messages,
    onMessage(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
