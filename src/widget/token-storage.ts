/**
 * Runs in the widget's own world before its first script, so it is sent there as text: nothing here may refer
 * to anything outside of the function.
 *
 * Chromium writes `localStorage` to the disk in clear. The one key that holds the widget's token is therefore
 * kept in memory, and everything else goes to the real storage. The widget signs out by enumerating
 * `Object.keys(localStorage)`, so the key has to show up in every way of looking.
 *
 * @param key the token's key, `sdk-rc-widgetplatform`
 * @param initial the token to start with, or null
 * @param report is told each new value of the key, and null when it is removed
 */
export function installTokenStorage(
  key: string,
  initial: string | null,
  report: (value: string | null) => void,
): void {
  const real = window.localStorage;
  let token = initial;
  real.removeItem(key);

  const setToken = (value: string | null): void => {
    if (value === token) return;
    token = value;
    report(value);
  };
  const keys = (): string[] => {
    const others = Object.keys(real);
    return token === null ? others : [...others, key];
  };
  const methods: Pick<Storage, "getItem" | "setItem" | "removeItem" | "clear" | "key"> = {
    getItem: (name) => (String(name) === key ? token : real.getItem(name)),
    setItem: (name, value) => {
      if (String(name) === key) setToken(String(value));
      else real.setItem(name, value);
    },
    removeItem: (name) => {
      if (String(name) === key) setToken(null);
      else real.removeItem(name);
    },
    clear: () => {
      real.clear();
      setToken(null);
    },
    key: (index) => keys()[index] ?? null,
  };

  const wrapped = new Proxy(real, {
    get: (_, name) => {
      if (name === key) return token ?? undefined;
      if (name === "length") return keys().length;
      if (Object.hasOwn(methods, name)) return Reflect.get(methods, name);
      return Reflect.get(real, name, real);
    },
    set: (_, name, value) => {
      if (name === key) setToken(String(value));
      else Reflect.set(real, name, value, real);
      return true;
    },
    defineProperty: (_, name, descriptor) => {
      if (name !== key) return Reflect.defineProperty(real, name, descriptor);
      setToken(String(descriptor.value));
      return true;
    },
    deleteProperty: (_, name) => {
      if (name === key) setToken(null);
      else Reflect.deleteProperty(real, name);
      return true;
    },
    has: (_, name) => (name === key ? token !== null : Reflect.has(real, name)),
    ownKeys: () => keys(),
    getOwnPropertyDescriptor: (_, name) => {
      if (name !== key) return Reflect.getOwnPropertyDescriptor(real, name);
      if (token === null) return undefined;
      return {
        value: token,
        configurable: true,
        enumerable: true,
        writable: true,
      };
    },
  });
  Object.defineProperty(window, "localStorage", {
    configurable: false,
    get: () => wrapped,
  });
}

/** A request to the token or the revocation endpoint, and how it ended. */
export interface TokenAnswer {
  readonly endpoint: "token" | "revoke";
  readonly grant: string;
  /** 0 when no answer came. */
  readonly status: number;
  /** RingCentral's error JSON; "" for an answer that is none. */
  readonly body: string;
  /** The header as it is, or null. */
  readonly retryAfter: string | null;
  /** How often this request has failed so far, this time included. */
  readonly failures: number;
}

/**
 * Runs in the widget's own world like `installTokenStorage`. The widget does not say why a sign-in failed, and it
 * obeys no `Retry-After`, so the answers of the token endpoint are looked at on their way. A failure is reported
 * before the widget gets it: the widget may remove its token at once, and that must not be taken for a sign-out by
 * the user. What the platform asked to have repeated later, the widget sees as one request that takes long.
 *
 * @param report is told each failure, and each answer of the revocation endpoint; it resolves to true when the
 *   request is to be sent again now, to false when the widget is to have the answer
 */
export function observeTokenEndpoint(report: (answer: TokenAnswer) => Promise<boolean>): void {
  const realFetch = window.fetch;

  const endpointOf = (input: RequestInfo | URL): TokenAnswer["endpoint"] | null => {
    try {
      const { pathname } = new URL(input instanceof Request ? input.url : input, location.href);
      if (pathname === "/restapi/oauth/token") return "token";
      return pathname === "/restapi/oauth/revoke" ? "revoke" : null;
    } catch {
      // No address; the real one says so.
      return null;
    }
  };
  const bodyOf = (response: Response): Promise<string> => {
    const late = new Promise<string>((resolve) => setTimeout(resolve, 2000, ""));
    const text = response
      .clone()
      .text()
      .catch(() => "");
    return Promise.race([text, late]);
  };
  const attempt = async (
    request: Request,
    endpoint: TokenAnswer["endpoint"],
    failures: number,
  ): Promise<Response> => {
    const answered = await realFetch.call(window, request.clone()).then(
      (response) => ({ response, error: null }),
      (error: unknown) => ({ response: null, error }),
    );
    const { response } = answered;
    if (response?.ok && endpoint === "token") return response;
    const form = new URLSearchParams(await request.clone().text());
    const again = await report({
      endpoint,
      grant: form.get("grant_type") ?? "",
      status: response?.status ?? 0,
      body: response === null || response.ok ? "" : (await bodyOf(response)).slice(0, 4096),
      retryAfter: response?.headers.get("retry-after") ?? null,
      failures,
    }).catch(() => false);
    if (again && endpoint === "token") return attempt(request, endpoint, failures + 1);
    if (response === null) throw answered.error;
    return response;
  };

  window.fetch = (input, init) => {
    const endpoint = endpointOf(input);
    return endpoint === null
      ? realFetch.call(window, input, init)
      : attempt(new Request(input, init), endpoint, 1);
  };
}
