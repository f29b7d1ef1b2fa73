import { isRecord, parseJsonObject } from "../app/json.ts";
import { type Activity, activities, isTickable, needed, type TickableActivity } from "./activities.ts";
import type { Mark } from "./counter.ts";
import type { GraduationView } from "./graduation-view.ts";

/** What one app has done. Of each activity the ids of what was counted, as many as are needed; no number, no text. */
export interface AppRecord {
  readonly marks: Readonly<Partial<Record<Activity, readonly string[]>>>;
  readonly ticked: readonly TickableActivity[];
}

/** Of each app by its client ID. */
export type GraduationRecord = Readonly<Record<string, AppRecord>>;

/** In the data folder. */
export const GRADUATION_FILE = "graduation.json";
/** Nobody graduates more apps on one computer; the oldest goes. */
const MAX_APPS = 20;
const MAX_ID = 200;

export const emptyRecord: AppRecord = { marks: {}, ticked: [] };

export function appRecord(record: GraduationRecord, clientId: string): AppRecord {
  return Object.hasOwn(record, clientId) ? (record[clientId] ?? emptyRecord) : emptyRecord;
}

/** The record with the app's in place of what was there. */
export function withApp(record: GraduationRecord, clientId: string, app: AppRecord): GraduationRecord {
  const others = Object.entries(record).filter(([id]) => id !== clientId);
  return Object.fromEntries([...others.slice(1 - MAX_APPS), [clientId, app]]);
}

/** The very same app where the mark is known, or is not needed any more. */
export function withMark(app: AppRecord, { activity, id }: Mark): AppRecord {
  const known = app.marks[activity] ?? [];
  if (known.length >= needed[activity] || known.includes(id)) return app;
  return { ...app, marks: { ...app.marks, [activity]: [...known, id] } };
}

export function withTick(app: AppRecord, activity: TickableActivity, isDone: boolean): AppRecord {
  const others = app.ticked.filter((each) => each !== activity);
  return { ...app, ticked: isDone ? [...others, activity] : others };
}

export function graduationView(clientId: string, app: AppRecord): Omit<GraduationView, "isSignedIn"> {
  const rows = activities.map((name) => ({
    name,
    done: app.marks[name]?.length ?? 0,
    needed: needed[name],
    ticked: isTickable(name) ? app.ticked.includes(name) : null,
  }));
  const isComplete = rows.every((row) => row.ticked === true || row.done >= row.needed);
  return { clientId, activities: rows, isComplete };
}

export function graduationFile(record: GraduationRecord): string {
  return `${JSON.stringify({ version: 1, apps: record })}\n`;
}

/** Reads the file that an earlier run left; null for anything else. What is strange in an app is left out. */
export function parseGraduation(content: string): GraduationRecord | null {
  const file = parseJsonObject(content);
  if (file === null || file.version !== 1 || !isRecord(file.apps)) return null;
  const apps = Object.entries(file.apps).filter(([clientId]) => isClientId(clientId));
  return Object.fromEntries(apps.slice(-MAX_APPS).map(([clientId, app]) => [clientId, readApp(app)]));
}

export function isClientId(text: string): boolean {
  return /^[A-Za-z0-9_-]{1,200}$/.test(text) && text !== "__proto__";
}

function readApp(value: unknown): AppRecord {
  const app = isRecord(value) ? value : {};
  const marks = isRecord(app.marks) ? app.marks : {};
  const ticked: readonly unknown[] = Array.isArray(app.ticked) ? app.ticked : [];
  return {
    marks: Object.fromEntries(
      activities.map((name) => [name, readIds(marks[name]).slice(0, needed[name])] as const),
    ),
    ticked: [...new Set(ticked.filter(isTickable))],
  };
}

function readIds(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  const ids = list.filter((id): id is string => typeof id === "string" && id.length <= MAX_ID);
  return [...new Set(ids)];
}
