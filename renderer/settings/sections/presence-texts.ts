/** Every sentence of the presence section. */
export const presenceTexts = {
  title: "Presence",
  intro: (product: string) =>
    `${product} can change your presence for a while and gives back what was there before. A presence that you choose yourself always stands.`,
  onSignIn: "When you sign in",
  onSignOut: "When you sign out",
  presences: {
    keep: "Leave it as it is",
    available: "Available",
    busy: "Busy",
    dnd: "Do not disturb",
    invisible: "Invisible",
  },
  onSignInHelp: "Set each time you sign in, but not when a saved sign-in is taken up at the start.",
  onSignOutHelp: "What colleagues see, and whether calls ring, after you have signed out.",
  onLock: "Do not disturb while the screen is locked",
  onLockHelp: "No call rings until you unlock it.",
  onCall: "Do not disturb while a call is up",
  onCallHelp: "No second call rings until you have hung up; one on hold counts as up.",
  whenIdle: "Busy when you are away",
  whenIdleHelp: "Calls still ring; colleagues see that you are busy until you touch mouse or keyboard again.",
  idleTimes: {
    "5": "After 5 minutes without mouse and keyboard",
    "10": "After 10 minutes",
    "15": "After 15 minutes",
    "30": "After 30 minutes",
    never: "Never",
  },
  words: "status state available busy dnd do not disturb invisible offline rule automatic",
  lockWords: "lock screen saver away lunch break",
  idleWords: "idle away inactive minutes",
};
