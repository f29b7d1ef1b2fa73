/** Vite turns a file that is imported so into its text. */
declare module "*?raw" {
  const text: string;
  export default text;
}
