import { Hidden } from "./hidden";
import { Icon } from "./icon";

/** A submit button that says what is: position, tick and word. Same edge, size and weight both ways. */
export function Switch({ on, name, word }: { on: boolean; name: string; word: string }) {
  return (
    <button type="submit" className="switch" role="switch" aria-checked={on}>
      <span className="switch-track" aria-hidden="true">
        <span className="switch-knob">{on && <Icon name="check" />}</span>
      </span>
      <Hidden>{name}</Hidden>
      <span className="switch-word" aria-hidden="true">
        {word}
      </span>
    </button>
  );
}
