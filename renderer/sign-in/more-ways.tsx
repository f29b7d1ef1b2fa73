import { useState } from "preact/hooks";
import type { RedirectWay, ShellApi, SignInForm, SignInMethod, SignInView } from "../../src/ipc/channels.ts";
import { NoticeBanner } from "../shared/components.tsx";
import { Choice, CopyableField, PasteField, SecretField, Switch } from "./fields.tsx";
import { type CheckedField, fieldIds, urisToRegister } from "./form.ts";
import { JwtTest } from "./jwt-test.tsx";
import { Snippet } from "./snippet.tsx";
import { texts } from "./texts.ts";

interface MoreWaysProps {
  readonly view: SignInView;
  readonly shell: ShellApi;
  readonly draft: SignInForm;
  readonly open: boolean;
  readonly problem: (field: CheckedField) => string | undefined;
  readonly onOpen: (open: boolean) => void;
  readonly onEdit: (change: Partial<SignInForm>) => void;
  /** Calls back with the form when it is filled in well; otherwise shows where it is not. */
  readonly withForm: (goOn: (form: SignInForm) => void) => void;
}

/** Everything that the simple case does without. */
export function MoreWays(props: MoreWaysProps) {
  const { view, shell, draft, open, onOpen, onEdit } = props;
  // Fields that were just filled in start anew, and so masked.
  const [filled, setFilled] = useState(0);
  return (
    <details
      class="more"
      open={open}
      onToggle={(event) => {
        const now = event.currentTarget.open;
        if (now !== open) onOpen(now);
      }}
    >
      <summary>{texts.moreWays}</summary>
      <div class="more-content">
        <Choice
          legend={texts.method}
          name="method"
          value={draft.method}
          options={methods.filter(({ value }) => view.methods.includes(value))}
          holder={view.locked.method}
          onPick={(method) => onEdit({ method })}
        />
        <ClientSecret key={`secret-${filled}`} {...props} />
        {draft.method === "jwt" ? <Jwt key={`jwt-${filled}`} {...props} /> : <WayBack {...props} />}
        <Discovery {...props} />
        <Snippet
          productName={view.productName}
          shell={shell}
          onUse={(form) => {
            onOpen(true);
            onEdit(form);
            setFilled(filled + 1);
          }}
        />
      </div>
    </details>
  );
}

const methods: readonly { readonly value: SignInMethod; readonly label: string }[] = [
  { value: "browser", label: texts.methods.browser },
  { value: "jwt", label: texts.methods.jwt },
];

const redirects: readonly { readonly value: RedirectWay; readonly label: string }[] = [
  { value: "automatic", label: texts.redirects.automatic },
  { value: "scheme", label: texts.redirects.scheme },
  { value: "loopback", label: texts.redirects.loopback },
  { value: "window", label: texts.redirects.window },
];

function ClientSecret({ view, draft, problem, onEdit }: MoreWaysProps) {
  const byJwt = draft.method === "jwt";
  return (
    <SecretField
      id={fieldIds.clientSecret}
      label={texts.clientSecret}
      help={byJwt ? texts.clientSecretForJwt : texts.clientSecretHelp}
      problem={problem("clientSecret")}
      value={draft.clientSecret}
      kept={view.form.hasClientSecret}
      removable
      required={byJwt}
      onChange={(clientSecret) => onEdit({ clientSecret })}
    />
  );
}

function Jwt({ view, shell, draft, problem, onEdit, withForm }: MoreWaysProps) {
  return (
    <>
      <SecretField
        id={fieldIds.jwt}
        label={texts.jwt}
        help={texts.jwtHelp}
        problem={problem("jwt")}
        value={draft.jwt}
        kept={view.form.hasJwt}
        required
        onChange={(jwt) => onEdit({ jwt })}
      />
      <JwtTest shell={shell} draft={draft} withForm={withForm} />
    </>
  );
}

function WayBack(props: MoreWaysProps) {
  const { view, draft, onEdit } = props;
  const byWindow = draft.redirect === "window";
  const uris = urisToRegister(draft.redirect, view);
  return (
    <>
      <Choice
        legend={texts.redirect}
        name="redirect"
        value={draft.redirect}
        options={redirects.filter(({ value }) => view.redirects.includes(value))}
        holder={view.locked.redirect}
        stacked
        onPick={(redirect) => onEdit({ redirect })}
      />
      {byWindow && <HostedRedirect {...props} />}
      <CopyableField
        id="redirect-uris"
        label={
          byWindow
            ? texts.insteadUris
            : uris.length === 1
              ? texts.redirectUriForWay
              : texts.redirectUrisForWay
        }
        help={
          draft.redirect === "automatic" && view.profile !== null
            ? texts.redirectHelpInProfile
            : texts.redirectHelp[draft.redirect]
        }
        lines={uris}
      />
    </>
  );
}

/** For apps that have only RingCentral's own redirect page registered. */
function HostedRedirect({ view, draft, problem, onEdit }: MoreWaysProps) {
  return (
    <>
      <NoticeBanner
        notice={{
          code: "sign-in-window",
          severity: "warning",
          title: texts.windowWarning,
          nextStep: texts.windowWarningMore(view.productName),
        }}
      />
      <PasteField
        id={fieldIds.hostedRedirectUri}
        rows={2}
        label={texts.hostedRedirect}
        help={texts.hostedRedirectHelp}
        problem={problem("hostedRedirectUri")}
        value={draft.hostedRedirectUri === "" ? view.redirectUris.hosted : draft.hostedRedirectUri}
        onInput={(hostedRedirectUri) => onEdit({ hostedRedirectUri })}
      />
    </>
  );
}

function Discovery({ view, draft, onEdit }: MoreWaysProps) {
  return (
    <Switch
      id="discovery"
      label={texts.discovery}
      help={draft.discoveryServer === "" ? texts.discoveryHelp : texts.discoveryAt(draft.discoveryServer)}
      value={draft.discovery}
      holder={view.locked.discovery}
      onChange={(discovery) => onEdit({ discovery })}
    />
  );
}
