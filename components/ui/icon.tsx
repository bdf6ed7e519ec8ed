import { ICONS, type IconName } from "./icon-paths";

/** A drawing that repeats the word beside it; never the only carrier of a meaning. `flip`: it points somewhere. */
export function Icon({ name, flip = false }: { name: IconName; flip?: boolean }) {
  return (
    <svg className={flip ? "icon flip" : "icon"} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={ICONS[name]} />
    </svg>
  );
}
