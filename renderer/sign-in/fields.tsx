import type { ComponentChildren, InputHTMLAttributes } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Button } from "../shared/components.tsx";
import { texts } from "./texts.ts";

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly help?: string;
  /** Why the form cannot be sent with this field as it is. */
  readonly problem?: string | undefined;
  /** Who holds the field, if not the user: it can be read, not changed. */
  readonly holder?: string | undefined;
}

/** Label, control, what is wrong with it and what it is for, from top to bottom. */
function Field({
  id,
  label,
  problem,
  children,
  ...said
}: FieldProps & { readonly children: ComponentChildren }) {
  const help = helpOf(said);
  return (
    <div class="field">
      <label id={`${id}-label`} for={id}>
        {label}
      </label>
      {children}
      {problem !== undefined && (
        <p id={`${id}-problem`} class="field-error">
          {problem}
        </p>
      )}
      {help !== undefined && (
        <p id={`${id}-help`} class="help">
          {help}
        </p>
      )}
    </div>
  );
}

/** Who holds the field is said in front. */
function helpOf({ help, holder }: Pick<FieldProps, "help" | "holder">): string | undefined {
  if (holder === undefined) return help;
  return help === undefined ? texts.managed(holder) : `${texts.managed(holder)} ${help}`;
}

function describedBy({ id, problem, ...said }: FieldProps): string | undefined {
  const help = helpOf(said);
  const parts = [];
  if (problem !== undefined) parts.push(`${id}-problem`);
  if (help !== undefined) parts.push(`${id}-help`);
  return parts.length === 0 ? undefined : parts.join(" ");
}

interface TextFieldProps extends FieldProps {
  readonly value: string;
  readonly required?: boolean;
  readonly takesFocus?: boolean;
  readonly onInput: (value: string) => void;
}

/** One line of text that is neither corrected nor remembered. */
export function TextField({ value, required, takesFocus, onInput, ...field }: TextFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (takesFocus === true) input.current?.focus({ preventScroll: true });
  }, [takesFocus]);

  return (
    <Field {...field}>
      <input
        ref={input}
        id={field.id}
        type="text"
        value={value}
        readOnly={field.holder !== undefined}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        aria-required={required === true}
        aria-invalid={field.problem !== undefined}
        aria-describedby={describedBy(field)}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </Field>
  );
}

interface SecretFieldProps extends FieldProps {
  /** Null while untouched; "" when the kept one is to be removed. */
  readonly value: string | null;
  /** True when the vault has one, which is used as long as the field is empty. */
  readonly kept: boolean;
  readonly removable?: boolean;
  readonly required?: boolean;
  readonly onChange: (value: string | null) => void;
}

/** A masked field. It never shows a stored secret, since the page never gets one; only what has just been typed. */
export function SecretField({ value, kept, removable, required, onChange, ...field }: SecretFieldProps) {
  const [shown, setShown] = useState(false);
  const labelId = `${field.id}-label`;
  const leaving = kept && value === "";
  const input = {
    id: field.id,
    value: value ?? "",
    placeholder: kept && value === null ? texts.secretKept : "",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: false,
    "aria-required": required === true,
    "aria-invalid": field.problem !== undefined,
    "aria-describedby": describedBy(field),
    // Emptied again is as good as untouched: only the button removes.
    onInput: (event) => onChange(event.currentTarget.value || null),
  } satisfies InputHTMLAttributes<HTMLInputElement>;
  return (
    <Field {...field}>
      <div class="secret">
        {shown ? <input type="text" {...input} /> : <input type="password" {...input} />}
        <Button kind="secondary" describedBy={labelId} onPress={() => setShown(!shown)}>
          {shown ? texts.hide : texts.show}
        </Button>
        {removable === true && kept && !value && (
          <Button kind="secondary" describedBy={labelId} onPress={() => onChange(leaving ? null : "")}>
            {leaving ? texts.keep : texts.remove}
          </Button>
        )}
      </div>
      <p class="help" role="status">
        {leaving && texts.leaving}
      </p>
    </Field>
  );
}

interface ChoiceProps<V extends string> {
  readonly legend: string;
  readonly name: string;
  readonly value: V;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  /** One below the other, for longer words. */
  readonly stacked?: boolean;
  readonly holder?: string | undefined;
  readonly onPick: (value: V) => void;
}

/** One of a few. */
export function Choice<V extends string>(props: ChoiceProps<V>) {
  const { legend, name, value, options, stacked, holder, onPick } = props;
  const locked = holder !== undefined;
  return (
    <fieldset aria-describedby={locked ? `${name}-managed` : undefined}>
      <legend>{legend}</legend>
      <div class={stacked === true ? "choices stacked" : "choices"}>
        {options.map((option) => (
          <label key={option.value}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              aria-disabled={locked ? "true" : undefined}
              onClick={(event) => {
                if (locked) event.preventDefault();
              }}
              onChange={() => {
                if (!locked) onPick(option.value);
              }}
            />
            {option.label}
          </label>
        ))}
      </div>
      {locked && (
        <p id={`${name}-managed`} class="help">
          {texts.managed(holder)}
        </p>
      )}
    </fieldset>
  );
}

interface SwitchProps extends Pick<FieldProps, "id" | "label" | "help" | "holder"> {
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}

/** On or off. */
export function Switch({ value, onChange, ...field }: SwitchProps) {
  const help = helpOf(field);
  const locked = field.holder !== undefined;
  return (
    <div class="field">
      <label class="switch">
        <input
          id={field.id}
          type="checkbox"
          checked={value}
          aria-describedby={describedBy(field)}
          aria-disabled={locked ? "true" : undefined}
          onClick={(event) => {
            if (locked) event.preventDefault();
          }}
          onChange={(event) => {
            if (!locked) onChange(event.currentTarget.checked);
          }}
        />
        {field.label}
      </label>
      {help !== undefined && (
        <p id={`${field.id}-help`} class="help">
          {help}
        </p>
      )}
    </div>
  );
}

interface CopyableFieldProps extends FieldProps {
  readonly lines: readonly string[];
}

/** Read-only but a field: it can be reached, selected and copied with the keyboard alone. */
export function CopyableField({ lines, ...field }: CopyableFieldProps) {
  return (
    <Field {...field}>
      <textarea
        id={field.id}
        class="copyable"
        readOnly
        rows={lines.length}
        spellcheck={false}
        value={lines.join("\n")}
        aria-describedby={describedBy(field)}
        onFocus={(event) => event.currentTarget.select()}
      />
    </Field>
  );
}

interface PasteFieldProps extends FieldProps {
  readonly value: string;
  readonly field?: { current: HTMLTextAreaElement | null };
  readonly rows?: number;
  readonly onInput: (value: string) => void;
}

/** Room for a longer text from the clipboard. */
export function PasteField({ value, field: element, rows = 4, onInput, ...field }: PasteFieldProps) {
  return (
    <Field {...field}>
      <textarea
        ref={element ?? null}
        id={field.id}
        class="paste"
        rows={rows}
        value={value}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        aria-invalid={field.problem !== undefined}
        aria-describedby={describedBy(field)}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </Field>
  );
}
