import { execFileSync } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { Processes } from "../test/tools/processes.ts";
import { root, scriptOf } from "../test/tools/repository.ts";
import { SetupError } from "../test/tools/setup.mjs";
import { BrandError, brandFilePath, type LoadedBrand, loadBrand } from "./brand-file.ts";
import { metainfo } from "./metainfo.ts";
import { distFolder, metainfoName } from "./packaging.ts";
import { policyFiles } from "./policy-files.ts";
import { nsisRegistration } from "./windows/nsis-registration.ts";

const minute = 60_000;

export interface PackOptions {
  /** The brand's file, absolute. */
  readonly brandFile: string;
  /** Everything is written below: `app` is what is packed, `resources` what is generated, `packages` the result. */
  readonly dist: string;
  /** Leaves the inspector's fuse on: Playwright drives the main process through it. */
  readonly testable: boolean;
  /** Given to electron-builder as they are. */
  readonly builderArgs: readonly string[];
  readonly output?: "collect" | "inherit";
}

/** What `package.json` of the product holds: nothing that only the repository needs. */
export interface ProductManifest {
  readonly name: string;
  readonly productName: string;
  readonly version: string;
  readonly description: string;
  readonly author: { readonly name: string; readonly email: string };
  readonly homepage: string;
  readonly license: string;
  readonly main: string;
  /** By this name Electron finds its `.desktop` file, and windows their entry in the dock. */
  readonly desktopName: string;
}

/** Takes the options of `npm run dist` out of its arguments. */
export function parseDistArguments(args: readonly string[]): {
  readonly options: Omit<PackOptions, "builderArgs">;
  readonly rest: readonly string[];
} {
  const own = ["--testable", "--brand=", "--dist="];
  const value = (name: string): string | undefined =>
    args.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3);
  const brand = value("brand");
  const dist = value("dist");
  return {
    options: {
      brandFile: brand === undefined ? brandFilePath() : resolve(brand),
      dist: dist === undefined ? distFolder() : resolve(dist),
      testable: args.includes("--testable"),
    },
    rest: args.filter(
      (each) => !own.some((name) => each === name || (name.endsWith("=") && each.startsWith(name))),
    ),
  };
}

/**
 * Builds, lays out and packs the product. Without network as long as electron-builder needs none: with `--dir` and
 * an `electronDist`.
 *
 * @returns the folder of the packages
 * @throws SetupError with a sentence for the person at the keyboard
 */
export async function packProduct(options: PackOptions, processes: Processes): Promise<string> {
  const loaded = readBrand(options.brandFile);
  const app = join(options.dist, "app");
  const resources = join(options.dist, "resources");
  const packages = join(options.dist, "packages");
  const env = {
    ...process.env,
    HANDSET_BRAND: loaded.file,
    HANDSET_DIST: options.dist,
    HANDSET_OUT: join(app, "out"),
  };
  const run = async (name: string, args: readonly string[], limitMs: number): Promise<void> => {
    const { output = "collect" } = options;
    const child = await processes.start(process.execPath, args, { name, cwd: root, env, output, limitMs });
    const { code, timedOut } = await child.exited;
    if (code === 0) return;
    throw new SetupError(
      `${child.output()}\n${name} ${timedOut ? `took more than ${limitMs / minute} minutes` : "failed"}.`,
    );
  };

  await rm(app, { recursive: true, force: true });
  await run(
    "electron-vite",
    [scriptOf("electron-vite", "electron-vite"), "build", "--config", "build/electron.vite.config.ts"],
    2 * minute,
  );
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  const manifest = productManifest(loaded, String(version));
  await writeFile(join(app, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  await writeResources(loaded, resources, manifest.version);
  await run(
    "electron-builder",
    [
      scriptOf("electron-builder", "electron-builder"),
      "--publish=never",
      `-c.directories.app=${app}`,
      `-c.directories.output=${packages}`,
      ...(options.testable ? ["-c.electronFuses.enableNodeCliInspectArguments=true"] : []),
      ...options.builderArgs,
    ],
    30 * minute,
  );
  return packages;
}

/** @param version of the repository's package.json */
export function productManifest({ source, brand }: LoadedBrand, version: string): ProductManifest {
  return {
    name: brand.shortName,
    productName: brand.name,
    version,
    description: brand.summary,
    author: source.publisher,
    homepage: brand.support.website,
    license: source.licence,
    main: "out/main/main.cjs",
    desktopName: `${brand.shortName}.desktop`,
  };
}

/** Writes what installers need and what follows from the brand: AppStream metadata, the macros for NSIS, policies. */
async function writeResources(loaded: LoadedBrand, folder: string, version: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, metainfoName(loaded.brand.appId)),
    metainfo(loaded, version, releaseDate(process.env)),
  );
  const script = resolve(import.meta.dirname, "windows/installer.nsh");
  // NSIS reads a file as UTF-8 only where it begins with a byte order mark.
  await writeFile(join(folder, "installer.nsh"), `\ufeff${nsisRegistration(loaded, script)}`);
  for (const [name, content] of policyFiles(loaded)) {
    const path = join(folder, "policy", name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
}

function readBrand(file: string): LoadedBrand {
  try {
    return loadBrand(file);
  } catch (error) {
    if (error instanceof BrandError) throw new SetupError(`The brand is not right.\n${error.message}`);
    throw error;
  }
}

/**
 * YYYY-MM-DD of the packed sources, so that packing them again gives the same: SOURCE_DATE_EPOCH (seconds,
 * https://reproducible-builds.org/specs/source-date-epoch/), else the last commit, else today.
 */
function releaseDate(env: NodeJS.ProcessEnv): string {
  if (env.SOURCE_DATE_EPOCH) return isoDate(new Date(Number(env.SOURCE_DATE_EPOCH) * 1000));
  try {
    return execFileSync("git", ["log", "-1", "--format=%cs"], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      timeout: 10_000,
    }).trim();
  } catch {
    // Not a checkout, or no git: sources from an archive.
    return isoDate(new Date());
  }
}

function isoDate(date: Date): string {
  return date.toISOString().slice(0, 10);
}
