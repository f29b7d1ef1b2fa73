import {
  DBusError,
  Message,
  type MessageBus,
  MessageType,
  NameFlag,
  sessionBus,
  Variant,
} from "@jellybrick/dbus-next";

/** How long an answer may take, in milliseconds. */
const answerLimit = 5_000;

export interface Target {
  /** On the bus: a well-known name or a unique one. */
  readonly name: string;
  readonly path: string;
  readonly interface: string;
}

/** Which signals to hear; all that is given has to match. */
export interface SignalRule {
  readonly sender?: string;
  readonly interface?: string;
  readonly member?: string;
  readonly arg0?: string;
}

export interface Method {
  /** Of the answer. */
  readonly signature: string;
  /** Returns the values of the answer; a DBusError is answered as it is. */
  run(args: readonly unknown[]): readonly unknown[];
}

/** One interface of an object that this program offers. */
export interface BusObject {
  readonly path: string;
  readonly interface: string;
  properties(): Readonly<Record<string, Variant>>;
  readonly methods: Readonly<Record<string, Method>>;
}

/** A connection to a session bus. */
export interface Bus {
  /** Calls a method. Rejects with the error that was answered, or when there is no answer for 5 s. */
  call(target: Target, member: string, signature?: string, body?: unknown[]): Promise<readonly unknown[]>;
  /** Calls the listener for each matching signal from now on, behind an answer that came before it. */
  follow(rule: SignalRule, listener: (body: readonly unknown[], member: string) => void): Promise<void>;
  serve(object: BusObject): void;
  /** Sends a signal of an object. */
  signal(
    object: Pick<BusObject, "path" | "interface">,
    member: string,
    signature?: string,
    body?: unknown[],
  ): void;
  variant(signature: string, value: unknown): unknown;
  /** Takes a well-known name. Rejects when another program has it. */
  own(name: string): Promise<void>;
  close(): void;
}

export const theBus: Target = {
  name: "org.freedesktop.DBus",
  path: "/org/freedesktop/DBus",
  interface: "org.freedesktop.DBus",
};

export const propertiesInterface = "org.freedesktop.DBus.Properties";

/** @param address as in DBUS_SESSION_BUS_ADDRESS. Rejects when there is no bus. */
export async function connectBus(address: string): Promise<Bus> {
  const bus = sessionBus({ busAddress: address });
  let isClosed = false;
  const events: NodeJS.EventEmitter = bus; // the declaration leaves "error" out
  await within(
    "the session bus takes the connection",
    new Promise<void>((resolve, reject) => {
      events.once("connect", resolve);
      events.on("error", reject); // later ones: the bus is gone, and with it whoever would listen
    }),
  );
  const call: Bus["call"] = async ({ name, ...target }, member, signature = "", body = []) => {
    const message = new Message({ ...target, destination: name, member, signature, body });
    return (await within(`${name} answers ${member}`, bus.call(message)))?.body ?? [];
  };
  return {
    call,
    async follow(rule, listener) {
      bus.on("message", (message) => {
        const fields = { ...rule, ...pick(message), arg0: message.body[0] };
        const matches = Object.entries(rule).every(([key, value]) => Reflect.get(fields, key) === value);
        if (message.type !== MessageType.SIGNAL || !matches) return;
        // By then it may be closed, and who listens could answer nobody.
        setImmediate(() => isClosed || listener(message.body, message.member));
      });
      const parts = Object.entries(rule).map(([key, value]) => `,${key}='${value}'`);
      await call(theBus, "AddMatch", "s", [`type='signal'${parts.join("")}`]);
    },
    serve(object) {
      bus.addMethodHandler((message) => answer(bus, object, message));
    },
    signal({ path, interface: name }, member, signature = "", body = []) {
      bus.send(Message.newSignal(path, name, member, signature, body));
    },
    variant: (signature, value) => new Variant(signature, value),
    async own(name) {
      const [answered] = await call(theBus, "RequestName", "su", [name, NameFlag.DO_NOT_QUEUE]);
      if (answered !== 1) throw new Error(`another program has the name ${name}`);
    },
    close() {
      isClosed = true;
      bus.disconnect();
    },
  };
}

const pick = ({ sender, interface: name, member }: Message) => ({ sender, interface: name, member });

/** @returns whether the message was for this object */
function answer(bus: MessageBus, object: BusObject, message: Message): boolean {
  if (message.path !== object.path) return false;
  const isOwn = message.interface === object.interface;
  const aboutOwn = message.interface === propertiesInterface && message.body[0] === object.interface;
  const method = isOwn
    ? object.methods[message.member]
    : aboutOwn
      ? propertyMethods(object)[message.member]
      : undefined;
  if (!method) return false;
  bus.send(run(method, message));
  return true;
}

function run(method: Method, message: Message): Message {
  try {
    return Message.newMethodReturn(message, method.signature, [...method.run(message.body)]);
  } catch (error) {
    if (!(error instanceof DBusError)) throw error;
    return Message.newError(message, error.type, error.text);
  }
}

function propertyMethods(object: BusObject): Record<string, Method> {
  const get = ([, name]: readonly unknown[]) => {
    const value = object.properties()[String(name)];
    if (!value) throw invalid(`no property ${String(name)}`);
    return [value];
  };
  return {
    Get: { signature: "v", run: get },
    GetAll: { signature: "a{sv}", run: () => [object.properties()] },
  };
}

export function invalid(text: string): DBusError {
  return new DBusError("org.freedesktop.DBus.Error.InvalidArgs", text);
}

async function within<T>(what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${answerLimit / 1000} s until ${what}`)), answerLimit);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
