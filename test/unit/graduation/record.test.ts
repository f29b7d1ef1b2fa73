import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { activities, needed } from "../../../src/graduation/activities.ts";
import {
  type AppRecord,
  appRecord,
  emptyRecord,
  graduationFile,
  graduationView,
  parseGraduation,
  withApp,
  withMark,
  withTick,
} from "../../../src/graduation/record.ts";
import { anyText } from "../support/text.ts";

const marked = (activity: (typeof activities)[number], count: number, from = emptyRecord): AppRecord =>
  Array.from({ length: count }, (_, at) => String(at)).reduce(
    (app, id) => withMark(app, { activity, id }),
    from,
  );

describe("what an app has done", () => {
  test("counts each thing once, and no more than is needed", () => {
    const once = marked("sms", 1);
    expect(withMark(once, { activity: "sms", id: "0" })).toBe(once);
    const enough = marked("outbound-calls", 5);
    expect(withMark(enough, { activity: "outbound-calls", id: "more" })).toBe(enough);
  });

  test("is shown in the order of the manual, with what is wanted", () => {
    const view = graduationView("client-1", withTick(marked("sms", 2), "contacts", true));
    expect(view.activities.map(({ name }) => name)).toEqual(activities);
    expect(view.activities[0]).toEqual({ name: "sms", done: 2, needed: 6, ticked: null });
    expect(view.activities.find(({ name }) => name === "contacts")).toEqual({
      name: "contacts",
      done: 0,
      needed: 6,
      ticked: true,
    });
    expect(view.isComplete).toBe(false);
  });

  test("is complete when each was done often enough, or is ticked", () => {
    const counted = activities
      .filter((activity) => activity !== "contacts")
      .reduce((app, activity) => marked(activity, needed[activity], app), emptyRecord);
    expect(graduationView("client-1", counted).isComplete).toBe(false);
    const ticked = withTick(counted, "contacts", true);
    expect(graduationView("client-1", ticked).isComplete).toBe(true);
    expect(graduationView("client-1", withTick(ticked, "contacts", false)).isComplete).toBe(false);
  });
});

describe("the file", () => {
  test("brings back what was counted, for each app apart", () => {
    const one = withTick(marked("sms", 2), "ring-out-control", true);
    const record = withApp(withApp({}, "client-1", one), "client-2", marked("presence", 6));
    const read = parseGraduation(graduationFile(record)) ?? {};
    for (const id of ["client-1", "client-2"]) {
      expect(graduationView(id, appRecord(read, id))).toEqual(graduationView(id, appRecord(record, id)));
    }
    expect(appRecord(read, "client-3")).toBe(emptyRecord);
    expect(appRecord(read, "toString")).toBe(emptyRecord);
  });

  test("keeps the apps of late, no more than twenty", () => {
    const ids = Array.from({ length: 30 }, (_, at) => `client-${at}`);
    const record = ids.reduce((all, id) => withApp(all, id, marked("sms", 1)), {});
    expect(Object.keys(record)).toEqual(ids.slice(-20));
  });

  test.each(["", "{", "[]", "{}", '{"version":2,"apps":{}}', '{"version":1,"apps":7}'])(
    "%j is none",
    (content) => {
      expect(parseGraduation(content)).toBeNull();
    },
  );

  test("leaves out what is strange in it", () => {
    const apps = {
      "client-1": {
        marks: { sms: ["1", "1", 2, "x".repeat(300)], other: ["1"] },
        ticked: ["sms", "contacts"],
      },
      "not an id": {},
      "client-2": 7,
    };
    const read = parseGraduation(JSON.stringify({ version: 1, apps })) ?? {};
    expect(Object.keys(read)).toEqual(["client-1", "client-2"]);
    expect(appRecord(read, "client-1")).toMatchObject({ marks: { sms: ["1"] }, ticked: ["contacts"] });
    expect(graduationView("client-2", appRecord(read, "client-2")).isComplete).toBe(false);
  });

  test("never throws, whatever is in it", () => {
    const content = fc.oneof(
      anyText(),
      fc.anything().map((apps) => JSON.stringify({ version: 1, apps: { "client-1": apps } }) ?? ""),
    );
    fc.assert(
      fc.property(content, (text) => {
        const read = parseGraduation(text);
        if (read !== null) graduationView("client-1", appRecord(read, "client-1"));
      }),
    );
  });
});
