"use client";
// A client component, because only script can ask a device for a passkey; everything else here works without.

import { browserSupportsWebAuthn, startAuthentication, startRegistration } from "@simplewebauthn/browser";
import { useEffect, useRef, useState } from "react";
import type { NewPasskeyQuestion, PasskeyQuestion } from "@/domain/staff/catalog";

interface PasskeyButtonProps {
  /** To use one that there is, or to make one. */
  question: { use: PasskeyQuestion } | { make: NewPasskeyQuestion };
  texts: { button: string; failed: string };
}

/** Asks the device and sends the form around it with the answer. Not there where the browser has no passkeys. */
export function PasskeyButton({ question, texts }: PasskeyButtonProps) {
  const answer = useRef<HTMLInputElement>(null);
  const [can, setCan] = useState(false);
  const [failed, setFailed] = useState(false);
  useEffect(() => setCan(browserSupportsWebAuthn()), []);
  if (!can) return null;
  const ask = async () => {
    setFailed(false);
    const field = answer.current;
    if (!field?.form?.reportValidity()) return;
    try {
      const given =
        "use" in question
          ? await startAuthentication({ optionsJSON: question.use })
          : await startRegistration({ optionsJSON: question.make });
      field.value = JSON.stringify(given);
      field.form.requestSubmit();
    } catch {
      setFailed(true);
    }
  };
  return (
    <>
      <input type="hidden" name="answer" ref={answer} />
      <button type="button" className="btn btn-wide" onClick={ask}>
        <span>{texts.button}</span>
      </button>
      <p role="status">{failed ? texts.failed : ""}</p>
    </>
  );
}
