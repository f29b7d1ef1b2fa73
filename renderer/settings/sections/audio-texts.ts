/** The words of the section "Audio". */
export const audioTexts = {
  title: "Audio",
  check: "Microphone and speakers",
  checkHelp:
    "Try the microphone, the speakers and the ring. Which of them the phone uses is chosen in the phone’s own audio settings; the page leads there.",
  open: "Check microphone and speakers…",
  words: "audio device headset microphone speaker ringtone ring volume sound test level permission mute",
};
