import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Notice, SettingsView, ShellApi } from "../../src/ipc/channels.ts";
import type { PageSetting, Settings } from "../../src/settings/settings.ts";
import { NoticeBanner } from "../shared/components.tsx";
import { type RequestRunner, useRequest } from "../shared/use-request.ts";
import { texts } from "./texts.ts";

/** Other programs are asked on the way: xdg-utils may take their time. */
const claimLimitMs = 30_000;

export const useSlowRequest = (): RequestRunner => useRequest(claimLimitMs);

/** The text in the field, which follows the setting until somebody types. */
export function useDraft(saved: string): [string, (text: string) => void] {
  const [draft, setDraft] = useState(saved);
  useEffect(() => setDraft(saved), [saved]);
  return [draft, setDraft];
}

interface GroupProps {
  readonly id: string;
  readonly title: string;
  readonly help?: string;
  readonly children: ComponentChildren;
}

/** An item with several controls, under a heading that names them. */
export function Group({ id, title, help, children }: GroupProps) {
  return (
    <section class="item" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`} tabIndex={-1}>
        {title}
      </h3>
      {help !== undefined && <p class="help">{help}</p>}
      {children}
    </section>
  );
}

/** What came of the last press; takes no room until there is something to say. */
export function Problem({ problem }: { readonly problem: Notice | null }) {
  return problem === null ? null : <NoticeBanner notice={problem} />;
}

interface ToggleProps {
  readonly id: string;
  readonly label: string;
  readonly help?: ComponentChildren;
  readonly checked: boolean;
  readonly inactive?: boolean;
  /** Asks for the change; what it comes to arrives with the next view. */
  readonly request: (wanted: boolean) => Promise<Notice | null>;
  readonly slow?: boolean;
}

/** A checkbox whose change is asked for at once. It shows the wish while that is under way, then the truth. */
export function Toggle({ id, label, help, checked, inactive, request, slow }: ToggleProps) {
  const quickRunner = useRequest();
  const slowRunner = useSlowRequest();
  const runner = slow === true ? slowRunner : quickRunner;
  const [wanted, setWanted] = useState(checked);
  return (
    <div class="toggle">
      <input
        id={id}
        type="checkbox"
        checked={runner.busy ? wanted : checked}
        aria-disabled={inactive === true ? "true" : undefined}
        aria-busy={runner.busy}
        aria-describedby={help === undefined ? undefined : `${id}-help`}
        onClick={(event) => {
          if (inactive === true || runner.busy) event.preventDefault();
        }}
        onChange={(event) => {
          const now = event.currentTarget.checked;
          setWanted(now);
          runner.run(() => request(now));
        }}
      />
      <div>
        <label for={id}>{label}</label>
        {help !== undefined && (
          <p id={`${id}-help`} class="help">
            {help}
          </p>
        )}
        <Problem problem={runner.problem} />
      </div>
    </div>
  );
}

interface SettingProps<S extends PageSetting> {
  readonly setting: S;
  readonly view: SettingsView;
  readonly shell: ShellApi;
  readonly help?: string | undefined;
}

/** Asks the main process to change a setting. */
export function change(
  shell: ShellApi,
  setting: PageSetting,
  value: string | boolean,
): Promise<Notice | null> {
  return shell.request("settings:change", { setting, value });
}

/** The help, and who holds the setting where it is not the user. */
function explained(view: SettingsView, setting: PageSetting, help: string | undefined): string | undefined {
  const holder = view.locked[setting];
  if (holder === undefined) return help;
  return help === undefined ? texts.managed(holder) : `${texts.managed(holder)} ${help}`;
}

/** The settings that are on or off. */
export type ToggledSetting = {
  [S in PageSetting]: Settings[S] extends boolean ? S : never;
}[PageSetting];

interface ToggleSettingProps extends SettingProps<ToggledSetting> {
  readonly label: string;
}

/** A setting that is on or off. */
export function ToggleSetting({ setting, view, shell, label, help }: ToggleSettingProps) {
  const text = explained(view, setting, help);
  return (
    <div class="item">
      <Toggle
        id={setting}
        label={label}
        {...(text === undefined ? {} : { help: text })}
        checked={view.values[setting]}
        inactive={view.locked[setting] !== undefined}
        request={(wanted) => change(shell, setting, wanted)}
      />
    </div>
  );
}

/** The settings that are one of a few. */
export type ChosenSetting = {
  [S in PageSetting]: Settings[S] extends string ? (string extends Settings[S] ? never : S) : never;
}[PageSetting];

interface ChoiceSettingProps<S extends ChosenSetting> extends SettingProps<S> {
  readonly legend: string;
  readonly options: Readonly<Record<Settings[S], string>>;
}

/** A setting that is one of a few. */
export function ChoiceSetting<S extends ChosenSetting>(props: ChoiceSettingProps<S>) {
  const { setting, view, shell, legend, options, help } = props;
  const runner = useRequest();
  const [wanted, setWanted] = useState<string | null>(null);
  const value = runner.busy ? wanted : view.values[setting];
  const locked = view.locked[setting] !== undefined;
  const text = explained(view, setting, help);
  return (
    <fieldset class="item" aria-describedby={text === undefined ? undefined : `${setting}-help`}>
      <legend>{legend}</legend>
      {Object.entries<string>(options).map(([option, label]) => (
        <label key={option} class="choice">
          <input
            type="radio"
            name={setting}
            value={option}
            checked={option === value}
            aria-disabled={locked ? "true" : undefined}
            onClick={(event) => {
              if (locked) event.preventDefault();
            }}
            onChange={() => {
              setWanted(option);
              runner.run(() => change(shell, setting, option));
            }}
          />
          {label}
        </label>
      ))}
      {text !== undefined && (
        <p id={`${setting}-help`} class="help">
          {text}
        </p>
      )}
      <Problem problem={runner.problem} />
    </fieldset>
  );
}

interface SelectSettingProps extends SettingProps<"region"> {
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** A setting that is one of many. */
export function SelectSetting({ setting, view, shell, label, options, help }: SelectSettingProps) {
  const runner = useRequest();
  const [wanted, setWanted] = useState<string | null>(null);
  const text = explained(view, setting, help);
  return (
    <div class="item">
      <label class="title" for={setting}>
        {label}
      </label>
      <select
        id={setting}
        value={runner.busy && wanted !== null ? wanted : view.values[setting]}
        disabled={view.locked[setting] !== undefined}
        aria-describedby={text === undefined ? undefined : `${setting}-help`}
        onChange={(event) => {
          const { value } = event.currentTarget;
          setWanted(value);
          runner.run(() => change(shell, setting, value));
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {text !== undefined && (
        <p id={`${setting}-help`} class="help">
          {text}
        </p>
      )}
      <Problem problem={runner.problem} />
    </div>
  );
}
