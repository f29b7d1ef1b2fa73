import { useState } from "preact/hooks";
import { isTickable } from "../../src/graduation/activities.ts";
import type { DeveloperPage, GraduationView } from "../../src/graduation/graduation-view.ts";
import type { ShellApi } from "../../src/ipc/channels.ts";
import { Button, NoticeBanner } from "../shared/components.tsx";
import { useRequest } from "../shared/use-request.ts";
import { texts } from "./texts.ts";

interface GraduationProps {
  readonly view: GraduationView;
  readonly shell: ShellApi;
}

/** How far the developer's app is on its way to production. */
export function Graduation({ view, shell }: GraduationProps) {
  const runner = useRequest();
  const open = (page: DeveloperPage) => runner.run(() => shell.request("diagnostics:open-page", page));
  const way = view.isSignedIn ? "settings" : "sign-in";
  return (
    <section class="card" aria-labelledby="graduation">
      <h2 id="graduation">{texts.graduation}</h2>
      <p class="help">{texts.graduationHelp(view.clientId)}</p>
      <ul class="activities">
        {view.activities.map((activity) => (
          <ActivityRow key={activity.name} activity={activity} shell={shell} />
        ))}
      </ul>
      <p role="status">{view.isComplete ? texts.complete : texts.missing}</p>
      <div class="actions">
        {(["console", "support-case"] as const).map((page) => (
          <Button key={page} kind="secondary" inactive={runner.busy} onPress={() => open(page)}>
            {texts[page]}
          </Button>
        ))}
      </div>
      <h3>{texts.after}</h3>
      <p class="help">{texts.afterHelp}</p>
      <div class="actions">
        <Button
          kind="secondary"
          inactive={runner.busy}
          onPress={() => runner.run(() => shell.request("diagnostics:go", way))}
        >
          {view.isSignedIn ? texts.openSettings : texts.openSignIn}
        </Button>
      </div>
      {runner.problem !== null && <NoticeBanner notice={runner.problem} />}
    </section>
  );
}

interface ActivityRowProps {
  readonly activity: GraduationView["activities"][number];
  readonly shell: ShellApi;
}

function ActivityRow({ activity: { name, done, needed, ticked }, shell }: ActivityRowProps) {
  const runner = useRequest();
  // What was chosen shows at once; what holds comes with the answer.
  const [wanted, setWanted] = useState(false);
  const label = texts.activities[name];
  return (
    <li>
      <p class="count">
        <span>{label}</span>{" "}
        <span class="number">{ticked === true ? texts.ticked : texts.count(done, needed)}</span>
      </p>
      {isTickable(name) && (
        <>
          <label class="tick">
            <input
              type="checkbox"
              checked={runner.busy ? wanted : ticked === true}
              aria-label={texts.tickLabel(label)}
              aria-describedby={`${name}-help`}
              aria-busy={runner.busy}
              onChange={(event) => {
                const isDone = event.currentTarget.checked;
                setWanted(isDone);
                runner.run(() => shell.request("diagnostics:tick", { activity: name, done: isDone }));
              }}
            />
            {texts.tick}
          </label>
          <p id={`${name}-help`} class="help">
            {texts.tickHelp[name]}
          </p>
        </>
      )}
      {runner.problem !== null && <NoticeBanner notice={runner.problem} />}
    </li>
  );
}
