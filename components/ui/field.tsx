import { type InputHTMLAttributes, type ReactNode, useId } from "react";

interface Around {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
}

type FieldProps = Around & Omit<InputHTMLAttributes<HTMLInputElement>, "className" | "id">;

function describedBy(id: string, { hint, error }: Omit<Around, "label">): string | undefined {
  const ids = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean);
  return ids.length > 0 ? ids.join(" ") : undefined;
}

function Frame({ id, label, hint, error, children }: Around & { id: string; children: ReactNode }) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {error && (
        <span className="error" id={`${id}-error`}>
          {error}
        </span>
      )}
      {children}
    </div>
  );
}

/** One line of input with its label, hint and, above the input, what would be right. */
export function Field({ label, hint, error, ...input }: FieldProps) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <input
        className={input.autoComplete === "one-time-code" ? "input code" : "input"}
        id={id}
        aria-describedby={describedBy(id, { hint, error })}
        aria-invalid={error ? true : undefined}
        {...input}
      />
    </Frame>
  );
}

interface TextProps extends Around {
  name: string;
  rows?: number;
  required?: boolean;
  maxLength?: number;
  defaultValue?: string | undefined;
}

export function TextField({ label, hint, error, rows = 3, ...area }: TextProps) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <textarea
        className="input"
        id={id}
        rows={rows}
        aria-describedby={describedBy(id, { hint, error })}
        aria-invalid={error ? true : undefined}
        {...area}
      />
    </Frame>
  );
}

export interface Option {
  value: string;
  label: string;
  lang?: string;
}

interface SelectProps {
  label: ReactNode;
  name: string;
  options: Option[];
  value?: string;
  hideLabel?: boolean;
}

/** A native list to pick one from, as small as a button. */
export function Select({ label, name, options, value, hideLabel = false }: SelectProps) {
  const id = useId();
  return (
    <>
      <label htmlFor={id} className={hideLabel ? "vh" : undefined}>
        {label}
      </label>
      {/* A list keeps what was picked in it; the key lets a value that was saved take its place. */}
      <select key={value} className="input input-sm" id={id} name={name} defaultValue={value}>
        {options.map((option) => (
          <option key={option.value} value={option.value} lang={option.lang}>
            {option.label}
          </option>
        ))}
      </select>
    </>
  );
}
