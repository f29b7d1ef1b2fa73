import { expect, test } from "vitest";
import { pageContentPolicy } from "../../../src/security/content-policy.ts";

const directives = new Map(
  pageContentPolicy.split(";").map((directive) => {
    const [name = "", ...sources] = directive.trim().split(/\s+/);
    return [name, sources] as const;
  }),
);

test("the shell's pages get nothing by default and reach no network", () => {
  expect(directives.get("default-src")).toEqual(["'none'"]);
  for (const name of ["connect-src", "base-uri", "form-action", "frame-ancestors"]) {
    expect(directives.get(name)).toEqual(["'none'"]);
  }
});

test("scripts and styles are the pages' own files, nothing inline, nothing from elsewhere", () => {
  for (const name of ["script-src", "style-src"]) expect(directives.get(name)).toEqual(["'self'"]);
  expect(pageContentPolicy).not.toMatch(/unsafe-|\*|https?:|blob:/);
});

test("no directive weakens the default without being known here", () => {
  expect([...directives.keys()].sort()).toEqual([
    "base-uri",
    "connect-src",
    "default-src",
    "form-action",
    "frame-ancestors",
    "img-src",
    "script-src",
    "style-src",
  ]);
});
