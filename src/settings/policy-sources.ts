import { join, win32 } from "node:path";
import type { Brand } from "../brand.ts";
import { readPolicyFile, type SourceContent } from "./policy-file.ts";
import { parseRegistry } from "./policy-registry.ts";

/** One place in which an administrator leaves policies. */
export interface PolicySource {
  /** As an administrator finds it: a path, or a key of the registry. */
  readonly name: string;
  /** Never rejects. */
  read(): Promise<SourceContent>;
  /** The folder in which a change shows, or null. */
  readonly folder: string | null;
  /** What is read has been written by an administrator; elsewhere only harmless policies count. */
  readonly guarded: boolean;
}

export interface PolicyMachine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<NodeJS.ProcessEnv>;
  readonly userName: string;
  /** Runs a program and resolves to what it printed; rejects when it fails or prints without end. */
  readonly run: (program: string, args: readonly string[]) => Promise<string>;
}

/** The key of group policies below HKLM and HKCU. */
export function policyKey(brand: Pick<Brand, "name" | "publisher">): string {
  return `Software\\Policies\\${brand.publisher.name}\\${brand.name}`;
}

/** Where policies are looked for, what counts most in front. */
export function policySources(
  brand: Pick<Brand, "name" | "shortName" | "appId" | "publisher">,
  machine: PolicyMachine,
): readonly PolicySource[] {
  const { platform } = machine;
  switch (platform) {
    case "win32": {
      const key = policyKey(brand);
      const data = machine.env.ProgramData || "C:\\ProgramData";
      return [
        registrySource(`HKLM\\${key}`, machine),
        registrySource(`HKCU\\${key}`, machine),
        // Members of Users may make that folder and own it then, and this file has no owner that Node could see.
        {
          ...fileSource(win32.join(data, brand.name, "policy.json"), win32.join(data, brand.name), platform),
          guarded: false,
        },
      ];
    }
    // The order of the system's own preferences: what is managed for the user, then for the machine.
    case "darwin":
      return [`${MANAGED}/${machine.userName}`, MANAGED].map((folder) =>
        plistSource(join(folder, `${brand.appId}.plist`), folder, machine),
      );
    case "linux": {
      const folder = `/etc/${brand.shortName}`;
      return [fileSource(`${folder}/policy.json`, folder, platform)];
    }
    default:
      return [];
  }
}

/** Where macOS puts what an MDM sends down; written by the system alone. */
const MANAGED = "/Library/Managed Preferences";

function fileSource(path: string, folder: string, platform: NodeJS.Platform): PolicySource {
  return { name: path, folder, guarded: true, read: () => readPolicyFile(path, { platform }) };
}

/**
 * A property list, which plutil(1) turns to JSON. `systemPreferences.getUserDefault` would not tell what is managed
 * from what the user has written with `defaults`.
 */
function plistSource(path: string, folder: string, { platform, run }: PolicyMachine): PolicySource {
  const convert = (file: string): Promise<string> =>
    run("/usr/bin/plutil", ["-convert", "json", "-o", "-", file]);
  return { name: path, folder, guarded: true, read: () => readPolicyFile(path, { platform, convert }) };
}

/**
 * A key that only administrators may write. reg.exe ends with 1 where there is no such key, and says why only in the
 * language of the system: a key that cannot be read counts as none.
 */
function registrySource(key: string, { env, run }: PolicyMachine): PolicySource {
  const program = win32.join(env.SystemRoot || "C:\\Windows", "System32", "reg.exe");
  return {
    name: key,
    folder: null,
    guarded: true,
    async read() {
      try {
        return { kind: "values", values: parseRegistry(await run(program, ["query", key])) };
      } catch (cause) {
        const code: unknown = cause instanceof Error ? Reflect.get(cause, "code") : null;
        return code === 1 ? { kind: "absent" } : { kind: "broken", because: "unreadable" };
      }
    },
  };
}
