import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readSnippet } from "../../../src/auth/snippet.ts";
import { anyText } from "../support/text.ts";

const APP = "https://apps.ringcentral.com/integration/ringcentral-embeddable/2.x/app.html";
const ADAPTER = "https://ringcentral.github.io/ringcentral-embeddable/adapter.js";
const SANDBOX = "https://platform.devtest.ringcentral.com";

function read(text: string) {
  const reading = readSnippet(text, false);
  if (!reading.ok) throw new Error(reading.notice.code);
  return reading;
}

const formOf = (text: string) => read(text).form;

function codeOf(text: string): string {
  const reading = readSnippet(text, false);
  return reading.ok ? "understood" : reading.notice.code;
}

const wanted = { clientId: "my-app_ID1", server: "sandbox", serverUrl: "" };

describe("the shapes in RingCentral's manual", () => {
  test("adapter.js in a script, with a JWT and a doubled separator", () => {
    const reading = read(`
<script>
  (function() {
    var rcs = document.createElement("script");
    rcs.src = "${ADAPTER}?clientId=my-app_ID1&clientSecret=ringcentral_app_client_secret&&appServer=${SANDBOX}&jwt=your_jwt_token";
    var rcs0 = document.getElementsByTagName("script")[0];
    rcs0.parentNode.insertBefore(rcs, rcs0);
  })();
</script>`);
    expect(reading).toEqual({
      ok: true,
      form: {
        ...wanted,
        clientSecret: "ringcentral_app_client_secret",
        method: "jwt",
        jwt: "your_jwt_token",
      },
      understood: [
        { name: "clientId", shown: "my-app_ID1" },
        { name: "clientSecret", shown: "••••cret" },
        { name: "appServer", shown: "sandbox" },
        { name: "jwt", shown: "••••oken" },
      ],
      ignored: [],
      warning: null,
    });
  });

  test("a JWT and client secret are masked, and short ones altogether", () => {
    const { understood } = read(
      `${APP}?clientId=a&clientSecret=short&jwt=eyJhbGciOiJSUzI1NiJ9.e30.c2lnbmF0dXJl1234`,
    );
    expect(understood).toContainEqual({ name: "clientSecret", shown: "••••" });
    expect(understood).toContainEqual({ name: "jwt", shown: "••••1234" });
  });

  test("an iframe", () => {
    const iframe = (separator: string) => `<iframe width="300" height="500" id="rc-widget" allow="microphone"
        src="${APP}?clientId=my-app_ID1${separator}appServer=${SANDBOX}">
</iframe>`;
    for (const separator of ["&", "&&", "&amp;", "&#38;"]) expect(formOf(iframe(separator))).toEqual(wanted);
    expect(formOf(`<iframe src=${APP}?clientId=my-app_ID1&appServer=${SANDBOX}>`)).toEqual(wanted);
  });

  test("variables, with the other server in a comment", () => {
    const script = (first: string, second: string) => `<script>
  (function() {
    var rcs = document.createElement("script");
    var clientId = "my-app_ID1";
    ${first}var serverUrl = "https://platform.ringcentral.com";
    ${second}var serverUrl = "${SANDBOX}"; // sandbox
    rcs.src = "${ADAPTER}?clientId="+clientId+"&appServer="+serverUrl;
  })();
</script>`;
    expect(formOf(script("//", ""))).toEqual(wanted);
    expect(formOf(script("", "//"))).toEqual({ ...wanted, server: "production" });
    expect(formOf(script("/* ", "*/ "))).toEqual(wanted);
    expect(formOf(script('// it\'s "old"\n//', ""))).toEqual(wanted);
  });

  test.each([
    ["a template", `const id = 'my-app_ID1'; load(\`${ADAPTER}?clientId=\${id}&appServer=${SANDBOX}\`)`],
    [
      "an object",
      `const o = { id: "my-app_ID1", s: '${SANDBOX}' }; x("${ADAPTER}?clientId=" + o.id + "&appServer=" + o.s)`,
    ],
    ["JSON", `{"id": "my-app_ID1", "u": "${ADAPTER}?clientId=my-app_ID1&appServer=${SANDBOX}"}`],
    [
      "an encoded value",
      `var s = "${SANDBOX}"; u = "${APP}?clientId=my-app_ID1&appServer=" + encodeURIComponent(s);`,
    ],
    [
      "a base of its own",
      `var base = "${ADAPTER}";\nrcs.src = base\n  + "?clientId=my-app_ID1"\n  + "&appServer=${SANDBOX}";`,
    ],
    ["escapes", `"src": "https:\\/\\/x.example\\/app.html?clientId=my-app_ID1\\u0026appServer=${SANDBOX}"`],
    ["a page about it", `&lt;iframe src=&quot;${APP}?clientId=my-app_ID1&amp;appServer=${SANDBOX}&quot;&gt;`],
    ["running text", `Don't use the old one, use ${APP}?clientId=my-app_ID1&appServer=${SANDBOX} instead.`],
    [
      "an HTML comment",
      `<!-- ${APP}?clientId=old --><a href="${APP}?clientId=my-app_ID1&appServer=${SANDBOX}">`,
    ],
    ["a first address without a client ID", `"${ADAPTER}" "${APP}?clientId=my-app_ID1&appServer=${SANDBOX}"`],
  ])("%s", (_, text) => {
    expect(formOf(text)).toEqual(wanted);
  });

  test("the old names, which the new ones outdo", () => {
    const old = formOf(`${APP}?appKey=my-app_ID1&appSecret=a-secret-of-old&appServer=${SANDBOX}`);
    expect(old).toEqual({ ...wanted, clientSecret: "a-secret-of-old" });
    const both = read(`${APP}?clientId=my-app_ID1&appKey=old&appServer=${SANDBOX}`);
    expect(both.form).toEqual(wanted);
    expect(both.ignored).toEqual(["appKey"]);
  });

  test("the fragment, which wins over the query", () => {
    expect(formOf(`${APP}#clientId=my-app_ID1&appServer=${SANDBOX}`)).toEqual(wanted);
    expect(formOf(`${APP}?clientId=other&appServer=${SANDBOX}#/?clientId=my-app_ID1`)).toEqual(wanted);
  });
});

describe("servers", () => {
  test.each([
    ["https://platform.ringcentral.com", { server: "production", serverUrl: "" }],
    ["https://platform.ringcentral.com/", { server: "production", serverUrl: "" }],
    [SANDBOX, { server: "sandbox", serverUrl: "" }],
    ["https%3A%2F%2Fplatform.example.com", { server: "custom", serverUrl: "https://platform.example.com" }],
  ])("%s", (server, form) => {
    expect(formOf(`${APP}?clientId=a&appServer=${server}`)).toEqual({ clientId: "a", ...form });
  });

  test("none is production, as in Embeddable", () => {
    expect(read(`${APP}?clientId=a`)).toMatchObject({
      form: { clientId: "a", server: "production", serverUrl: "" },
      understood: [{ name: "clientId" }, { name: "appServer", shown: "production, as none is given" }],
    });
  });

  test.each([
    "http://platform.example.com",
    "https://a:b@c.example",
    "https://a.example/x",
    "javascript:1",
    "//a",
  ])("%s is not taken over, and the user is told that the page's own stays", (server) => {
    const { form, ignored, warning } = read(`${APP}?clientId=a&appServer=${encodeURIComponent(server)}`);
    expect(form).toEqual({ clientId: "a" });
    expect(ignored).toEqual(["appServer"]);
    expect(warning?.code).toBe("snippet/server-not-understood");
  });

  test("one in a variable that only running the snippet would tell is not understood either", () => {
    const { form, warning } = read(`rcs.src = "${ADAPTER}?clientId=a&appServer=" + config.server;`);
    expect(form).toEqual({ clientId: "a" });
    expect(warning).toMatchObject({ severity: "warning", nextStep: expect.stringContaining("stays") });
  });

  test("one that is understood, or none, needs no look", () => {
    for (const text of [`${APP}?clientId=a`, `${APP}?clientId=a&appServer=${SANDBOX}`])
      expect(read(text).warning).toBeNull();
  });
});

describe("what is not taken over is named", () => {
  test("one-time codes and everything about the widget itself", () => {
    const names = [
      "authorizationCode",
      "authorizationCodeVerifier",
      "defaultCallWith",
      "stylesUri",
      "newAdapterUI",
    ];
    const query = names.map((name) => `${name}=x1234567`).join("&");
    const reading = read(`${APP}?${query}&clientId=a`);
    expect(reading.ignored).toEqual(names);
    expect(JSON.stringify(reading)).not.toContain("x1234567");
  });

  test("redirect URIs, but for the loopback ones, which say the way", () => {
    expect(read(`${APP}?clientId=a&redirectUri=https://a.example/redirect.html`)).toMatchObject({
      form: { clientId: "a" },
      ignored: ["redirectUri"],
    });
    expect(
      formOf(`${APP}?clientId=a&redirectUri=http%3A%2F%2F127.0.0.1%3A8473%2Foauth%2Fcallback`),
    ).toMatchObject({
      redirect: "loopback",
    });
    expect(read(`${APP}?clientId=a&redirectUri=http://127.0.0.1.evil.example/`).ignored).toEqual([
      "redirectUri",
    ]);
  });

  test("values that only running the snippet would tell", () => {
    const reading = read(`s.src = "${ADAPTER}?clientId=a&jwt=" + getJwt() + "&clientSecret=" + secret;`);
    expect(reading.form).not.toHaveProperty("clientSecret");
    expect(reading.form).not.toHaveProperty("jwt");
    expect(codeOf(`s.src = "${ADAPTER}?clientId=" + clientId;`)).toBe("snippet/nothing-usable");
  });

  test("values that cannot be one", () => {
    expect(read(`"${APP}?clientId=YOUR CLIENT ID&jwt=a.b.c"`).ignored).toEqual(["clientId"]);
    expect(read(`${APP}?clientId=a&clientSecret=s%C3%BC%C3%9F&jwt=%3Cb%3E`).ignored).toEqual([
      "clientSecret",
      "jwt",
    ]);
  });

  test("names that are no names are dropped, and many are cut short", () => {
    expect(read(`${APP}?clientId=a&%3Cb%3E=1&__proto__=2&constructor=3&=4`).ignored).toEqual(["constructor"]);
    const many = Array.from({ length: 500 }, (_, index) => `p${index}=1`).join("&");
    expect(read(`${APP}?clientId=a&${many}`).ignored).toHaveLength(60);
  });
});

describe("nothing understood", () => {
  test.each([
    ["", "snippet/no-address"],
    ["hello", "snippet/no-address"],
    ["https://example.com/?clientId=a", "snippet/no-address"],
    ["https://example.com/app.html.evil?clientId=a", "snippet/no-address"],
    ["https://example.com/myapp.html?clientId=a", "snippet/no-address"],
    [`<!-- <iframe src="${APP}?clientId=a"> -->`, "snippet/no-address"],
    [`// rcs.src = "${APP}?clientId=a"`, "snippet/no-address"],
    [APP, "snippet/nothing-usable"],
    [`${APP}?`, "snippet/nothing-usable"],
    [`${APP}?newAdapterUI=1`, "snippet/nothing-usable"],
    [`${APP}?clientId=a${" ".repeat(64 * 1024)}`, "snippet/too-long"],
  ])("%j", (text, code) => {
    expect(codeOf(text)).toBe(code);
    const reading = readSnippet(text, false);
    if (reading.ok) throw new Error("understood");
    expect(reading.notice.title).toMatch(/\.$/);
    expect(reading.notice.nextStep).toMatch(/\.$/);
  });
});

describe("hostile text", () => {
  const part = fc.oneof(
    fc.constantFrom(
      ...[
        APP,
        ADAPTER,
        "?",
        "#",
        "&",
        "=",
        "+",
        '"',
        "'",
        "`",
        "\\",
        "\n",
        "//",
        "/*",
        "*/",
        "<!--",
        "-->",
        "${",
        "}",
      ],
      ...[
        "src",
        "clientId",
        "var ",
        " = ",
        "encodeURIComponent(",
        ")",
        ".",
        "&amp;",
        "%",
        "%zz",
        "\ud800",
        "\\u00",
        "jwt",
      ],
    ),
    anyText(8),
  );
  const snippet = fc.array(part, { maxLength: 30 }).map((parts) => parts.join(""));

  test("never throws, and what it understands is well-formed", () => {
    fc.assert(
      fc.property(snippet, (text) => {
        const reading = readSnippet(text, false);
        if (!reading.ok) return;
        const { clientId, serverUrl } = reading.form;
        if (clientId !== undefined) expect(clientId).toMatch(/^[A-Za-z0-9_-]{1,200}$/);
        if (serverUrl !== undefined) expect(serverUrl).toMatch(/^$|^https:\/\//);
        expect(reading.understood.length).toBeGreaterThan(0);
        for (const name of reading.ignored) expect(name).toMatch(/^[A-Za-z]\w*$/);
      }),
      { numRuns: 3000 },
    );
  });

  test("any client ID comes through each shape", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/), (id) => {
        for (const text of [
          `${APP}?clientId=${id}`,
          `<iframe src='${APP}?a=1&amp;clientId=${id}'></iframe>`,
          `var c = '${id}';s.src="${ADAPTER}?clientId="+c`,
        ]) {
          expect(formOf(text).clientId).toBe(id);
        }
      }),
    );
  });

  test.each([
    ["escapes", `"${'\\"'.repeat(32_000)}`],
    ["quotation marks", `a='"`.repeat(16_000)],
    ["open comments", "<!--/*".repeat(10_000)],
    ["blanks", `a${" ".repeat(65_000)}b`],
    ["blanks in a sum", `"a" ${" +".repeat(30_000)}`],
    ["names with dots", `x=${"a.".repeat(32_000)}`],
    ["names with blanks", "a \t".repeat(21_000)],
    ["templates", "`${".repeat(21_000)],
    ["addresses", "https://a/".repeat(6_500)],
    ["parameters", `${APP}?${"a&".repeat(32_000)}`],
    ["long values", `a="${"x".repeat(8_000)}";${"b=a;".repeat(12_000)}`],
    ["long encoded values", `a="${"%".repeat(8_000)}";${"b=encodeURIComponent(a);".repeat(2_300)}`],
    [
      "doubling",
      `a="${"x".repeat(1000)}";${Array.from({ length: 3000 }, () => "a=a+a+a;").join("")}"${APP}?clientId=a"`,
    ],
    // What would take longer than the runner gives a test is a search that grows with the square of the text.
  ])("64 KB of %s does not hang", (_, text) => {
    expect(text.length).toBeLessThanOrEqual(64 * 1024);
    expect(() => readSnippet(text, false)).not.toThrow();
  });
});

describe("ways in that need more", () => {
  const page = "https://apps.ringcentral.com/integration/ringcentral-embeddable/latest/redirect.html";
  const withPage = `${APP}?clientId=abc&redirectUri=${page}`;

  test("the hosted redirect page is taken over where a sign-in window is allowed", () => {
    expect(readSnippet(withPage, true)).toMatchObject({
      ok: true,
      form: { clientId: "abc", redirect: "window", hostedRedirectUri: page },
    });
    expect(readSnippet(withPage, false)).toMatchObject({ ok: true, ignored: ["redirectUri"] });
  });

  test("a local redirect is one with and without a sign-in window", () => {
    const local = `${APP}?clientId=abc&redirectUri=http://127.0.0.1:8473/oauth/callback`;
    for (const allowed of [true, false]) {
      expect(readSnippet(local, allowed)).toMatchObject({ form: { redirect: "loopback" } });
    }
  });

  test("discovery, with the server to ask; any value is yes, as in Embeddable", () => {
    expect(
      formOf(`${APP}?clientId=abc&discovery=0&discoverAppServer=https://discovery.ringcentral.com`),
    ).toMatchObject({
      discovery: true,
      discoveryServer: "https://discovery.ringcentral.com",
    });
  });

  test("a server to ask is nothing without discovery, and nothing where the widget would not ask it", () => {
    const alone = read(`${APP}?clientId=abc&discoverAppServer=https://discovery.ringcentral.com`);
    expect(alone).toMatchObject({ ignored: ["discoverAppServer"] });
    const foreign = read(`${APP}?clientId=abc&discovery=1&discoverAppServer=https://evil.example`);
    expect(foreign).toMatchObject({ ignored: ["discoverAppServer"], form: { discovery: true } });
    expect(foreign.form).not.toHaveProperty("discoveryServer");
  });
});
