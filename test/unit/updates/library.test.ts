import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { appendBlockmap } from "app-builder-lib/out/targets/differentialUpdateInfoBuilder.js";
import { describe, expect, test } from "vitest";
import { createInstallation, type Run, startRun, startServer } from "./updates-bench.ts";

const newOne = Buffer.from(`the new one ${"x".repeat(200_000)}`);

/** electron-updater works on the disk and the network: what it comes to is waited for. */
const waitFor = (run: Run, state: ReturnType<Run["state"]>): Promise<void> =>
  expect.poll(run.state, { timeout: 8_000, interval: 10 }).toBe(state);

/** The same over pauses between attempts, which end by and by. */
const readyAfterPauses = (run: Run, stepMs: number): Promise<void> =>
  expect
    .poll(
      () => {
        run.scheduler.advance(stepMs);
        return run.state();
      },
      { timeout: 8_000 },
    )
    .toBe("ready");

async function bench() {
  const server = await startServer();
  const installation = await createInstallation();
  const start = (options: Parameters<typeof startRun>[2] = {}): Run =>
    startRun(installation, server.chromiumArgs(), options);
  return { server, installation, start };
}

async function checked(run: Run): Promise<void> {
  run.controller.act("check");
  await expect.poll(run.state).not.toBe("checking");
}

describe("electron-updater against a server", () => {
  test("a newer version is found, downloaded with progress, and takes the AppImage's place at the end", async () => {
    const { server, installation, start } = await bench();
    server.publish({
      version: "1.2.3",
      file: newOne,
      releaseNotes: "<b>Better</b> <script>x</script>calls.",
    });
    const run = start();
    await checked(run);
    expect(run.view()).toMatchObject({
      state: "available",
      offered: { version: "1.2.3", notes: "Better xcalls." },
    });
    expect(run.did).toContain("tell 1.2.3");
    expect(server.downloads()).toEqual([]);
    let held = 50_000;
    server.holdAt(held);
    run.controller.act("download");
    // electron-updater tells of progress once a second, when something comes.
    const percent = (): number | null => {
      held += 1_000;
      server.holdAt(held);
      return run.view().percent;
    };
    await expect.poll(percent, { timeout: 5_000, interval: 50 }).toBeGreaterThan(20);
    expect(run.view().percent).toBeLessThan(90);
    server.holdAt(Number.POSITIVE_INFINITY);
    await waitFor(run, "ready");
    expect(run.did.filter((each) => each.startsWith("progress 0."))).not.toEqual([]);
    expect(run.did.at(-1)).toBe("progress null");
    expect(await installation.read()).toBe("the old one");

    run.quit();
    expect(await installation.read()).toBe(newOne.toString());
    expect((await stat(installation.image)).mode & 0o777).toBe(0o755);
    expect(existsSync(join(installation.folder, ".Handset.AppImage.new"))).toBe(false);
    expect(run.did).not.toContain("relaunch");

    const next = start({ version: "1.2.3" });
    expect(JSON.parse(await readFile(join(installation.folder, "updates.json"), "utf8"))).toMatchObject({
      installing: null,
      failed: [],
    });
    await checked(next);
    expect(next.state()).toBe("idle");
  });

  test.each([
    ["the same", "1.0.0"],
    ["an older", "0.9.9"],
    ["a version before a release", "1.1.0-beta.1"],
  ])("%s is nothing to be told of", async (_, version) => {
    const { server, start } = await bench();
    server.publish({ version, file: newOne });
    const run = start({ settings: { updates: "silent" } });
    await checked(run);
    expect(run.view()).toMatchObject({ state: "idle", offered: null, problem: null });
    expect(run.view().lastChecked).toBe(run.scheduler.now());
    expect(server.downloads()).toEqual([]);
  });

  test.each<readonly [string, { readonly sha512?: string }, boolean]>([
    ["a file that was damaged", {}, true],
    ["a wrong checksum", { sha512: Buffer.alloc(64, 1).toString("base64") }, false],
  ])("%s is thrown away, and after the second time the version is left alone", async (_, more, damaged) => {
    const { server, installation, start } = await bench();
    const file = Buffer.from(newOne);
    server.publish({ version: "1.2.3", file, ...more });
    // The announced size is right, and one byte of the file is not.
    if (damaged) file.copyWithin(0, 1, 2);
    const run = start();
    await checked(run);
    run.controller.act("download");
    await waitFor(run, "failed");
    expect(run.view().problem).toMatchObject({ code: "updates/corrupt", severity: "error" });
    run.quit();
    expect(await installation.read()).toBe("the old one");

    const next = start();
    await checked(next);
    expect(next.state()).toBe("available");
    next.controller.act("download");
    await waitFor(next, "failed");
    expect(next.view().problem?.code).toBe("updates/given-up");

    const after = start({ settings: { updates: "silent" } });
    const before = server.downloads().length;
    await checked(after);
    expect(after.view()).toMatchObject({ state: "failed", problem: { code: "updates/given-up" } });
    expect(server.downloads()).toHaveLength(before);
    server.publish({ version: "1.2.4", file: newOne });
    await checked(after);
    await waitFor(after, "ready");
  });

  test("a download that breaks off goes on where it was, and ends right", async () => {
    const { server, installation, start } = await bench();
    server.publish({ version: "1.2.3", file: newOne });
    server.breakOff(2, 50_000);
    const run = start();
    await checked(run);
    run.controller.act("download");
    await readyAfterPauses(run, 1_000);
    const from = server.downloads().map(({ range }) => Number(/^bytes=(\d+)-$/.exec(range)?.[1] ?? 0));
    expect(from).toEqual([0, 50_000, 100_000]);
    expect(run.log.text()).not.toContain("download-failed");
    run.quit();
    expect(await installation.read()).toBe(newOne.toString());
  });

  test("a server without ranges is asked for the whole again", async () => {
    const { server, installation, start } = await bench();
    server.publish({ version: "1.2.3", file: newOne });
    server.breakOff(1, 50_000);
    server.ignoreRanges();
    const run = start();
    await checked(run);
    run.controller.act("download");
    await readyAfterPauses(run, 1_000);
    run.quit();
    expect(await installation.read()).toBe(newOne.toString());
  });

  test("a download that breaks off again and again is begun anew later", async () => {
    const { server, installation, start } = await bench();
    server.publish({ version: "1.2.3", file: newOne });
    server.breakOff(4, 10_000);
    const run = start();
    await checked(run);
    run.controller.act("download");
    await readyAfterPauses(run, 5_000);
    expect(run.log.lines.filter((line) => line.includes("download-failed"))).toHaveLength(1);
    run.quit();
    expect(await installation.read()).toBe(newOne.toString());
  });

  test("of a version with a block map, only what has changed is downloaded", async () => {
    const { server, installation, start } = await bench();
    const blocks = randomBytes(600_000);
    await writeFile(installation.image, blocks);
    await appendBlockmap(installation.image);
    const changed = Buffer.from(blocks);
    changed.fill("new", 300_000, 300_100);
    const newer = join(installation.folder, "newer");
    await writeFile(newer, changed);
    const { blockMapSize } = await appendBlockmap(newer);
    const file = await readFile(newer);
    server.publish({ version: "1.2.3", file, ...(blockMapSize === undefined ? {} : { blockMapSize }) });
    const run = start();
    await checked(run);
    run.controller.act("download");
    await waitFor(run, "ready");
    const asked = server.downloads().map(({ range }) => /^bytes=(\d+)-(\d+)$/.exec(range));
    expect(asked.every((range) => range !== null)).toBe(true);
    const bytes = asked.reduce((sum, range) => sum + Number(range?.[2]) - Number(range?.[1]) + 1, 0);
    expect(bytes).toBeLessThan(300_000);
    run.quit();
    expect((await readFile(installation.image)).equals(file)).toBe(true);
  });

  test("where the server is gone nothing is said, unless somebody asked", async () => {
    const { server, start } = await bench();
    await server.close();
    const run = start();
    run.scheduler.advance(90_000);
    await expect.poll(() => run.log.text()).toContain("updates.check-failed");
    await waitFor(run, "idle");
    expect(run.view()).toMatchObject({ problem: null, lastChecked: null });
    expect(run.did.filter((each) => each.startsWith("tell"))).toEqual([]);
    await checked(run);
    expect(run.view().problem?.code).toBe("updates/offline");
  });

  test("a server that takes requests and never answers does not hold anything up", async () => {
    const { server, start } = await bench();
    server.fallSilent();
    const run = start();
    run.controller.act("check");
    // The limit begins with the request, which begins behind reads from the disk.
    await expect
      .poll(() => {
        run.scheduler.advance(61_000);
        return run.state();
      })
      .toBe("failed");
    expect(run.view().problem?.code).toBe("updates/offline");
  });

  test.each([
    [500, "updates/server"],
    [503, "updates/server"],
    [404, "updates/feed"],
    [403, "updates/feed"],
  ])("an answer of %d is said as %s", async (status, code) => {
    const { server, start } = await bench();
    server.fail(status);
    const run = start();
    await checked(run);
    expect(run.view().problem?.code).toBe(code);
  });

  test.each(["", "no: [yaml", "version: next", "<html>log in here</html>", "version: ../../x\nfiles: []"])(
    "a feed that says %j is not used",
    async (feed) => {
      const { server, start } = await bench();
      server.publishText(feed);
      const run = start({ settings: { updates: "silent" } });
      await checked(run);
      expect(run.view()).toMatchObject({ state: "failed", offered: null, problem: { code: "updates/feed" } });
    },
  );

  test("a staged roll-out comes to whom it has come, by an id that stays", async () => {
    const { server, installation, start } = await bench();
    server.publish({ version: "1.2.3", file: newOne, stagingPercentage: 50 });
    // electron-updater takes the last four bytes of the id as a share of the whole.
    await writeFile(join(installation.folder, ".updaterId"), "4f2a5c0e-1111-5222-8333-444499999999");
    const run = start();
    await checked(run);
    expect(run.state()).toBe("idle");
    server.publish({ version: "1.2.3", file: newOne, stagingPercentage: 70 });
    await checked(run);
    expect(run.state()).toBe("available");
    expect(new Set(server.requests.map(({ stagingId }) => stagingId))).toEqual(
      new Set(["4f2a5c0e-1111-5222-8333-444499999999"]),
    );
    server.publish({ version: "1.2.3", file: newOne, stagingPercentage: 0 });
    await rm(join(installation.folder, ".updaterId"));
    const other = start();
    await checked(other);
    expect(other.state()).toBe("idle");
  });

  test("an installation that fails leaves the old version, and counts", async () => {
    const { server, installation, start } = await bench();
    server.publish({ version: "1.2.3", file: newOne });
    for (const _ of ["once", "twice"]) {
      const run = start();
      await checked(run);
      run.controller.act("download");
      await waitFor(run, "ready");
      // In place of a file that cannot be replaced, which is no obstacle to root.
      await rm(installation.image);
      await mkdir(join(installation.image, "in the way"), { recursive: true });
      run.quit();
      expect(run.log.text()).toContain("updates.install-failed");
      await rm(installation.image, { recursive: true });
      await writeFile(installation.image, "the old one");
    }
    const after = start();
    await checked(after);
    expect(after.view().problem?.code).toBe("updates/given-up");
  });

  test("the AppImage of another program, which has started this one, is never touched", async () => {
    const { server, installation, start } = await bench();
    server.publish({ version: "1.2.3", file: newOne });
    const run = start({ appImage: null });
    await checked(run);
    run.controller.act("download");
    await waitFor(run, "ready");
    run.quit();
    // `APPIMAGE` of this process leads to it all the same.
    expect(process.env.APPIMAGE).toBe(installation.image);
    expect(await installation.read()).toBe("the old one");
  });

  test("an installer that was started and did not do its work has failed, too", async () => {
    const { installation, start, server } = await bench();
    const memory = join(installation.folder, "updates.json");
    await writeFile(
      memory,
      JSON.stringify({ failed: [{ version: "1.2.3", times: 1 }], installing: "1.2.3" }),
    );
    server.publish({ version: "1.2.3", file: newOne });
    const run = start();
    expect(run.view().problem).toMatchObject({ code: "updates/given-up" });
    await checked(run);
    expect(run.view().problem).toMatchObject({ code: "updates/given-up" });
    expect(JSON.parse(await readFile(memory, "utf8"))).toMatchObject({ installing: null });
  });

  test("switched off while it downloads, it stops", async () => {
    const { server, installation, start } = await bench();
    server.publish({ version: "1.2.3", file: newOne });
    server.holdAt(100_000);
    const run = start({ settings: { updates: "silent" } });
    await checked(run);
    await expect.poll(() => server.downloads().length).toBe(1);
    run.settings.set({ updates: "off" });
    expect(run.view()).toMatchObject({ state: "off", offered: null });
    server.holdAt(Number.POSITIVE_INFINITY);
    run.quit();
    expect(await installation.read()).toBe("the old one");
    run.settings.set({ updates: "silent" });
    await checked(run);
    await waitFor(run, "ready");
  });

  test("a restart that was asked for starts the new version", async () => {
    const { server, start } = await bench();
    server.publish({ version: "1.2.3", file: newOne });
    const run = start({ settings: { updates: "silent" } });
    await checked(run);
    await waitFor(run, "ready");
    run.controller.act("install");
    await expect.poll(() => run.did).toContain("quit");
    run.quit();
    expect(run.did.at(-1)).toBe("relaunch");
    expect(run.did).not.toContain("quit by the library");
  });
});
