import { useEffect, useRef, useState } from "preact/hooks";
import type { AudioDevice } from "../../src/devices/device-list.ts";
import type { Notice } from "../../src/ipc/channels.ts";
import { Button, NoticeBanner } from "../shared/components.tsx";
import { chosenDevice, DeviceChoice } from "./device-choice.tsx";
import { chime, play, ring, type Sound } from "./sounds.ts";
import { problemOf, texts } from "./texts.ts";

interface SpeakersProps {
  readonly speakers: readonly AudioDevice[];
}

/** Speakers, and a sound on one of them. */
export function Speakers({ speakers }: SpeakersProps) {
  const [wanted, setWanted] = useState("");
  const chosen = chosenDevice(speakers, wanted);
  const player = usePlayer(chosen);
  return (
    <section class="card" aria-labelledby="speakers">
      <h2 id="speakers">{texts.speakers}</h2>
      {chosen === null ? (
        <NoticeBanner notice={texts.noSpeaker} />
      ) : (
        <>
          <DeviceChoice
            id="speaker-choice"
            label={texts.chooseSpeaker}
            devices={speakers}
            chosen={chosen.id}
            onChoose={setWanted}
          />
          <div class="actions">
            <Button
              kind="primary"
              inactive={player.busy}
              onPress={() =>
                player.start(chime, [chosen.id], texts.playing(chosen.label), texts.played(chosen.label))
              }
            >
              {texts.playSound}
            </Button>
          </div>
          <Outcome player={player} />
        </>
      )}
    </section>
  );
}

/** The ring on its own: on one device, or on all of them. */
export function Ring({ speakers }: SpeakersProps) {
  const [wanted, setWanted] = useState("");
  const chosen = chosenDevice(speakers, wanted);
  const player = usePlayer(chosen);
  if (chosen === null) return null;
  const ringOn = (ids: readonly string[], name: string): void =>
    player.start(ring, ids, texts.ringing(name), texts.rang(name));
  return (
    <section class="card" aria-labelledby="ring">
      <h2 id="ring">{texts.ring}</h2>
      <p class="help">{texts.ringHelp}</p>
      <DeviceChoice
        id="ring-choice"
        label={texts.chooseRing}
        devices={speakers}
        chosen={chosen.id}
        onChoose={setWanted}
      />
      <div class="actions">
        <Button kind="secondary" inactive={player.busy} onPress={() => ringOn([chosen.id], chosen.label)}>
          {texts.playRing}
        </Button>
        {speakers.length > 1 && (
          <Button
            kind="secondary"
            inactive={player.busy}
            onPress={() =>
              ringOn(
                speakers.map(({ id }) => id),
                texts.all(speakers.length),
              )
            }
          >
            {texts.playRingEverywhere}
          </Button>
        )}
      </div>
      <Outcome player={player} />
    </section>
  );
}

interface Player {
  readonly busy: boolean;
  readonly said: string;
  readonly problem: Notice | null;
  /** Plays on the devices at once; says `during`, then `after`. */
  start(sound: Sound, ids: readonly string[], during: string, after: string): void;
}

/** @param chosen what was said of another device is not said of this one */
function usePlayer(chosen: AudioDevice | null): Player {
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState("");
  const [problem, setProblem] = useState<Notice | null>(null);
  const isGone = useRef(false);
  useEffect(
    () => () => {
      isGone.current = true;
    },
    [],
  );
  const id = chosen?.id;
  useEffect(() => {
    setSaid("");
    setProblem(null);
  }, [id]);
  const start: Player["start"] = (sound, ids, during, after) => {
    setBusy(true);
    setProblem(null);
    setSaid(during);
    const end = (words: string, notice: Notice | null): void => {
      if (isGone.current) return;
      setBusy(false);
      setSaid(words);
      setProblem(notice);
    };
    Promise.all(ids.map((id) => play(sound, id))).then(
      () => end(after, null),
      (cause: unknown) => {
        console.error("The speaker could not be used:", cause);
        end("", problemOf(cause));
      },
    );
  };
  return { busy, said, problem, start };
}

function Outcome({ player: { said, problem } }: { readonly player: Player }) {
  return (
    <>
      <p class={said === "" ? "unseen" : "said"} role="status">
        {said}
      </p>
      {problem !== null && <NoticeBanner notice={problem} />}
    </>
  );
}
