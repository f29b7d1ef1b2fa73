/** `npm start`: builds the app where needed and runs it until it quits. */
import { prepareHost, startApp } from "./app.ts";
import { buildIfStale } from "./build.ts";
import { runCommand } from "./command.ts";

await runCommand(async (processes) => {
  const host = await prepareHost(processes);
  await buildIfStale(processes);
  const app = await startApp(host, processes, process.argv.slice(2));
  const { code } = await app.exited;
  return code ?? 1;
});
