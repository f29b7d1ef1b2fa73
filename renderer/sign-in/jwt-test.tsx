import { useLayoutEffect, useState } from "preact/hooks";
import type { ShellApi, SignInForm } from "../../src/ipc/channels.ts";
import { Button, NoticeBanner } from "../shared/components.tsx";
import { useRequest } from "../shared/use-request.ts";
import { texts } from "./texts.ts";

/** RingCentral is asked, which takes longer than an answer of this machine. */
const testLimitMs = 30_000;

interface JwtTestProps {
  readonly shell: ShellApi;
  readonly draft: SignInForm;
  readonly withForm: (goOn: (form: SignInForm) => void) => void;
}

/** Asks RingCentral whose JWT it is; nobody is signed in by that. */
export function JwtTest({ shell, draft, withForm }: JwtTestProps) {
  const testing = useRequest(testLimitMs);
  const [owner, setOwner] = useState("");
  const { clientId, server, serverUrl, clientSecret, jwt } = draft;

  // An answer counts only for what it was asked about.
  useLayoutEffect(() => {
    testing.abandon();
    setOwner("");
  }, [clientId, server, serverUrl, clientSecret, jwt]);

  const test = (form: SignInForm) => {
    setOwner("");
    let found = "";
    testing.run(
      async () => {
        const check = await shell.request("sign-in:test-jwt", form);
        if (!check.ok) return check.notice;
        found = texts.jwtOwner(check.name, check.extension);
        return null;
      },
      () => setOwner(found),
    );
  };

  return (
    <div class="asked">
      <Button kind="secondary" inactive={testing.busy} onPress={() => withForm(test)}>
        {testing.busy ? texts.testing : texts.test}
      </Button>
      <p class="outcome" role="status">
        {owner}
      </p>
      {testing.problem !== null && <NoticeBanner key={testing.problem.code} notice={testing.problem} />}
    </div>
  );
}
