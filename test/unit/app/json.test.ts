import { expect, test } from "vitest";
import { parseJsonObject } from "../../../src/app/json.ts";

test("parseJsonObject takes objects only and never throws", () => {
  expect(parseJsonObject('{"a":1}')).toEqual({ a: 1 });
  for (const text of ["", "1", "null", "[1]", '"a"', "{a:1}", "undefined"]) {
    expect(parseJsonObject(text)).toBeNull();
  }
});
