import { useEffect, useRef, useState } from "preact/hooks";
import type { AudioDevices } from "../../src/devices/device-list.ts";
import type { Notice } from "../../src/ipc/channels.ts";
import { Button, NoticeBanner } from "../shared/components.tsx";
import { chosenDevice, DeviceChoice } from "./device-choice.tsx";
import { type LevelWord, levelWord } from "./level.ts";
import { type ListeningTo, listen } from "./microphone-test.ts";
import { playRecording } from "./sounds.ts";
import { problemOf, texts } from "./texts.ts";

const RECORD_MS = 3_000;
/** A word that changes with every syllable helps nobody: it has to hold for so long. */
const WORD_HOLDS_MS = 800;

interface MicrophoneProps {
  readonly devices: AudioDevices;
  readonly isDenied: boolean;
}

/** Microphones, the level of one, and how it sounds. */
export function Microphone({ devices: { microphones }, isDenied }: MicrophoneProps) {
  const [wanted, setWanted] = useState("");
  const chosen = chosenDevice(microphones, wanted);
  return (
    <section class="card" aria-labelledby="microphone">
      <h2 id="microphone">{texts.microphones}</h2>
      {chosen === null ? (
        <NoticeBanner notice={texts.noMicrophone} />
      ) : (
        <>
          <DeviceChoice
            id="microphone-choice"
            label={texts.choose}
            devices={microphones}
            chosen={chosen.id}
            onChoose={setWanted}
          />
          {!isDenied && <Trial key={chosen.id} deviceId={chosen.id} />}
        </>
      )}
    </section>
  );
}

type Doing = "nothing" | "opening" | "listening" | "recording" | "playing";

function Trial({ deviceId }: { readonly deviceId: string }) {
  const [doing, setDoing] = useState<Doing>("nothing");
  const [level, setLevel] = useState(0);
  const [said, setSaid] = useState("");
  const [problem, setProblem] = useState<Notice | null>(null);
  const open = useRef<ListeningTo | null>(null);
  const isGone = useRef(false);
  const word = useSteadyWord(levelWord(level));

  const stop = (): void => {
    open.current?.stop();
    open.current = null;
    setSaid("");
    setDoing("nothing");
    setLevel(0);
  };
  const fail = (cause: unknown): void => {
    console.error("The microphone could not be used:", cause);
    stop();
    setProblem(problemOf(cause));
  };
  useEffect(
    () => () => {
      isGone.current = true;
      open.current?.stop();
    },
    [],
  );
  const start = async (): Promise<void> => {
    setProblem(null);
    setSaid("");
    setDoing("opening");
    const opened = await listen(deviceId, setLevel, stop);
    if (isGone.current) {
      opened.stop();
      return;
    }
    open.current = opened;
    setDoing("listening");
  };
  const record = async (): Promise<void> => {
    if (open.current === null) return;
    setDoing("recording");
    setSaid(texts.recording);
    const recording = await open.current.record(RECORD_MS);
    if (isGone.current || open.current === null) return;
    setDoing("playing");
    setSaid(texts.playingBack);
    await playRecording(recording, "");
    if (isGone.current || open.current === null) return;
    setDoing("listening");
    setSaid(texts.playedBack);
  };

  const isOpen = doing !== "nothing" && doing !== "opening";
  const isBusy = doing === "recording" || doing === "playing";
  return (
    <>
      {isOpen && (
        <div class="level">
          <meter
            aria-label={texts.level}
            aria-valuetext={texts.levelWords[word]}
            min={0}
            max={1}
            low={0.35}
            high={0.92}
            optimum={0.6}
            value={level}
          />
          <p role="status">{isBusy ? said : texts.levels[word]}</p>
        </div>
      )}
      <div class="actions">
        <Button
          kind={isOpen ? "secondary" : "primary"}
          inactive={doing === "opening"}
          onPress={() => (isOpen ? stop() : void start().catch(fail))}
        >
          {isOpen ? texts.stopListening : texts.listen}
        </Button>
        {isOpen && (
          <Button kind="secondary" inactive={isBusy} onPress={() => void record().catch(fail)}>
            {texts.record}
          </Button>
        )}
      </div>
      <p class={isBusy || said === "" ? "unseen" : "said"} role="status">
        {isBusy ? "" : said}
      </p>
      {problem !== null && <NoticeBanner notice={problem} />}
    </>
  );
}

/** The word once it has held for a moment. */
function useSteadyWord(word: LevelWord): LevelWord {
  const [steady, setSteady] = useState<LevelWord>("silent");
  useEffect(() => {
    const timer = setTimeout(setSteady, WORD_HOLDS_MS, word);
    return () => clearTimeout(timer);
  }, [word]);
  return steady;
}
