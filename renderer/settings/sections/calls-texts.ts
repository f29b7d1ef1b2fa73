export const callsTexts = {
  title: "Calls",
  incomingPopup: "Show a window for incoming calls",
  incomingPopupHelp:
    "It stands above other programs and never takes the keyboard from them. Without it a notification tells of the call.",
  incomingPopupWords: "popup ring ringing answer decline desk phone always on top corner",
  callWindow: "Show a small window during calls",
  callWindowHelp: "Time, mute, hold, keypad and hang up, whenever you are not looking at the phone itself.",
  callWindowWords: "mini call controls mute hold keypad dtmf timer always on top",
};
