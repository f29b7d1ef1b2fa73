import { post } from "./messages.ts";
import type { Parameters } from "./parameters.ts";
import { createPhone, type Phone } from "./phone.ts";
import type { Session, SignInResult } from "./session.ts";
import type { Draft, HistoryEntry, Page, View } from "./view.ts";

interface Person {
  /** RingCentral's internal id of the extension. */
  readonly id: string;
  readonly name: string;
  readonly extension: string;
  readonly directNumber: string;
  readonly loginNumber: string;
}

/** Everything the page knows. `show` draws it again after a change. */
export interface Widget {
  readonly session: Session;
  readonly parameters: Parameters;
  readonly draft: Draft;
  readonly show: () => void;
  page: Page;
  /** Id of the conversation on the page of that name. */
  conversation: string;
  history: readonly HistoryEntry[];
  person: Person | null;
  phone: Phone | null;
  /** Why nobody is signed in. */
  problem: string;
  /** What went wrong with the last action. */
  notice: string;
  busy: boolean;
}

const own = "/restapi/v1.0/account/~/extension/~";

export function viewOf({
  busy,
  person,
  phone,
  problem,
  page,
  draft,
  notice,
  conversation,
  history,
}: Widget): View {
  if (busy) return { kind: "loading" };
  if (person === null || phone === null) return { kind: "signed-out", problem };
  const state = phone.presence();
  const dnd = state?.dndStatus === "DoNotAcceptAnyCalls";
  return {
    kind: "signed-in",
    page,
    name: person.name,
    extension: person.extension,
    lineStatus: phone.status(),
    presence: dnd ? "DoNotAcceptAnyCalls" : (state?.userStatus ?? "Available"),
    calls: phone.calls(),
    messages: phone.messages(),
    conversation,
    history,
    draft,
    notice,
  };
}

/**
 * The real widget says that it is signed out, even when a sign-in follows, once it has looked at its old token
 * (`onInit` of its Auth module); from then on it takes a redirect.
 */
export async function start(widget: Widget): Promise<void> {
  widget.show();
  post("rc-dialer-status-notify", { ready: false });
  go("/");
  const wasSignedIn = await widget.session.platform.loggedIn();
  tellSignedOut();
  post("rc-brand-assets-notify", { logoUri: null, iconUri: null });
  const callWith = widget.parameters.defaultCallWith;
  post("rc-calling-settings-notify", {
    callWith,
    callingMode: callWith === "ringout" ? "ringout" : "webphone",
  });
  await enter(widget, await widget.session.start(wasSignedIn));
}

async function enter(widget: Widget, result: SignInResult): Promise<void> {
  if (result.signedIn) {
    await open(widget, result.fresh);
  } else {
    widget.problem = result.problem === "" ? "" : `Sign-in failed: ${result.problem}`;
    tellSignedOut();
    go("/");
  }
  widget.busy = false;
  widget.show();
}

async function open(widget: Widget, fresh: boolean): Promise<void> {
  const { platform } = widget.session;
  try {
    widget.person = await loadPerson(platform);
  } catch (cause) {
    widget.problem = `The account could not be loaded: ${reasonOf(cause)}`;
    tellSignedOut();
    return;
  }
  widget.problem = "";
  tellSignedIn(widget.person, fresh);
  widget.phone = createPhone(
    platform,
    { ringOut: widget.parameters.defaultCallWith === "ringout", extensionId: widget.person.id },
    widget.show,
  );
  post("rc-dialer-status-notify", { ready: true });
  go("/dialer");
}

export async function signOut(widget: Widget): Promise<void> {
  if (widget.person === null) return;
  post("rc-dialer-status-notify", { ready: false });
  widget.phone?.close();
  Object.assign(widget, { phone: null, person: null, busy: true, page: "dialer", notice: "" });
  widget.show();
  await widget.session.signOut();
  await enter(widget, { signedIn: false, problem: "" });
}

export async function redeem(widget: Widget, callbackUri: string): Promise<void> {
  if (widget.person !== null) return;
  widget.busy = true;
  widget.show();
  await enter(widget, await widget.session.redeem(callbackUri));
}

export function openPage(
  widget: Widget,
  page: Page,
  path = page === "messages" ? "/composeText" : `/${page}`,
): void {
  widget.page = page;
  widget.notice = "";
  go(path);
  widget.show();
}

/** Embeddable's routes, as far as the stand-in has such pages. */
export async function navigate(widget: Widget, path: string): Promise<void> {
  const [, first = "", second = ""] = path.split("/");
  switch (first) {
    case "settings":
      openPage(widget, "settings");
      break;
    case "history":
      openPage(widget, "history", path);
      await attempt(widget, async () => {
        const answer = await widget.session.platform.get(`${own}/call-log`);
        const log: { records: readonly HistoryEntry[] } = await answer.json();
        widget.history = log.records;
        return null;
      });
      break;
    case "conversations": {
      const conversation = decodeURIComponent(second);
      // The real widget does nothing either for one that it does not know.
      if (!inConversation(widget, conversation).length) return;
      widget.conversation = conversation;
      openPage(widget, "conversation", path);
      await markRead(widget, conversation);
      break;
    }
    case "messages":
      openPage(widget, second === "voicemail" ? "voicemail" : "inbox", path);
      break;
    case "composeText":
      openPage(widget, "messages");
      break;
    default:
      openPage(widget, "dialer");
  }
}

function inConversation({ phone }: Widget, conversation: string) {
  return (phone?.messages() ?? []).filter((message) => message.conversation.id === conversation);
}

/** Who opens a conversation has read it. */
function markRead(widget: Widget, conversation: string): Promise<void> {
  return attempt(widget, async () => {
    for (const { id, readStatus } of inConversation(widget, conversation)) {
      if (readStatus === "Unread") {
        await widget.session.platform.put(`${own}/message-store/${id}`, { readStatus: "Read" });
      }
    }
    return null;
  });
}

export async function dial(widget: Widget, number: string): Promise<void> {
  const { phone } = widget;
  if (phone === null || number === "") return;
  openPage(widget, "dialer");
  // The real widget takes no second number while it works on one.
  post("rc-dialer-status-notify", { ready: false });
  await attempt(widget, async () => {
    const problem = await phone.dial(number);
    if (problem === null) widget.draft.number = "";
    return problem;
  });
  if (widget.phone === phone) post("rc-dialer-status-notify", { ready: true });
}

export function fillNumber(widget: Widget, number: string): void {
  if (widget.person === null) return;
  widget.draft.number = number;
  openPage(widget, "dialer");
}

export function compose(widget: Widget, to: string, text: string): void {
  if (widget.person === null) return;
  widget.draft.smsTo = to;
  widget.draft.smsText = text;
  openPage(widget, "messages");
}

/** One more recipient beside those that are there, as the real widget takes them with `recipient`. */
export function addRecipient(widget: Widget, to: string, text: string): void {
  if (widget.person === null) return;
  const there = widget.draft.smsTo.split(", ").filter((each) => each !== "");
  widget.draft.smsTo = [...new Set([...there, to])].join(", ");
  if (text !== "") widget.draft.smsText = text;
  openPage(widget, "messages");
}

export function sendSms(widget: Widget, to: string, text: string): Promise<void> {
  return attempt(widget, async () => {
    const from = { phoneNumber: widget.person?.directNumber };
    await widget.session.platform.post(`${own}/sms`, {
      from,
      to: to.split(", ").map((phoneNumber) => ({ phoneNumber })),
      text,
    });
    widget.draft.smsText = "";
    return null;
  });
}

export function setPresence(
  widget: Widget,
  fields: { userStatus?: string; dndStatus?: string },
): Promise<void> {
  return attempt(widget, async () => {
    if (widget.person !== null) await widget.session.platform.put(`${own}/presence`, fields);
    return null;
  });
}

/** Runs the work and shows the problem it returns or throws. */
async function attempt(widget: Widget, work: () => Promise<string | null>): Promise<void> {
  try {
    widget.notice = (await work()) ?? "";
  } catch (cause) {
    widget.notice = reasonOf(cause);
  }
  widget.show();
}

/** The address stays as it is: the real widget (2.3.1) routes in memory and leaves its parameters standing. */
function go(path: string): void {
  post("rc-route-changed-notify", { path });
}

async function loadPerson(platform: RingCentral.Platform): Promise<Person> {
  const [extensionAnswer, accountAnswer, numbersAnswer] = await Promise.all([
    platform.get(own),
    platform.get("/restapi/v1.0/account/~"),
    platform.get(`${own}/phone-number`),
  ]);
  const extension: { id: number; name: string; extensionNumber: string } = await extensionAnswer.json();
  const account: { mainNumber: string } = await accountAnswer.json();
  const numbers: { records: { phoneNumber: string; usageType: string }[] } = await numbersAnswer.json();
  return {
    id: String(extension.id),
    name: extension.name,
    extension: extension.extensionNumber,
    directNumber: numbers.records.find(({ usageType }) => usageType === "DirectNumber")?.phoneNumber ?? "",
    loginNumber: `${account.mainNumber}*${extension.extensionNumber}`,
  };
}

function tellSignedIn(person: Person, isFreshLogin: boolean): void {
  post("rc-login-status-notify", {
    loggedIn: true,
    loginNumber: person.loginNumber,
    admin: false,
    features: { sms: true, meeting: false, glip: false, call: true },
    contractedCountryCode: "US",
    isFreshLogin,
  });
  post("rc-region-settings-notify", { countryCode: "US", areaCode: "" });
}

function tellSignedOut(): void {
  post("rc-login-status-notify", { loggedIn: false, admin: false, features: {}, isFreshLogin: null });
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
