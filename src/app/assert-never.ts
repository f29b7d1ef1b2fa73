/** Marks a branch that the types rule out; throws when outside input got there all the same. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
