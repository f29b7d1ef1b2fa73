import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { expect, onTestFinished, test } from "vitest";
import { root } from "../../tools/repository.ts";

test("a command whose reader is gone ends, and does not tell itself so for ever", async () => {
  const script = `
    const { runCommand } = await import("./test/tools/command.ts");
    await runCommand(async () => {
      setInterval(() => console.log("still at work"), 5);
      await new Promise(() => {});
    });`;
  const args = ["--import", "tsx", "--input-type=module", "--eval", script];
  const command = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => void command.kill("SIGKILL"));
  await once(command.stdout, "data");
  command.stdout.destroy();
  command.stderr.destroy();
  const [code] = await once(command, "exit");
  expect(code).toBe(128 + constants.signals.SIGPIPE);
});
