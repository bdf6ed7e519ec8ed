import { type ReactNode, useId } from "react";

export interface Pick {
  value: string;
  label: ReactNode;
}

interface PicksProps {
  legend: ReactNode;
  name: string;
  picks: readonly Pick[];
  /** The one picked already; none where nothing may be picked for the reader. */
  value?: string | undefined;
  error?: ReactNode;
  /** Side by side, for short words. */
  inRow?: boolean;
  required?: boolean;
}

/** One of a few, each with its words; what would be right stands above them. */
export function Picks({ legend, name, picks, value, error, inRow = false, required = false }: PicksProps) {
  const id = useId();
  return (
    <fieldset>
      <legend className="legend">{legend}</legend>
      {error && (
        <span className="error" id={`${id}-error`}>
          {error}
        </span>
      )}
      <div className={inRow ? "seg" : undefined}>
        {picks.map((pick) => (
          <label key={pick.value} className="pick">
            <input
              type="radio"
              name={name}
              value={pick.value}
              defaultChecked={pick.value === value}
              required={required}
              aria-invalid={error ? true : undefined}
              aria-describedby={error ? `${id}-error` : undefined}
            />
            <span>{pick.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
