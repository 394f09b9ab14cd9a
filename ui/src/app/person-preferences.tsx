//! A person's preferences follow them: taken over at sign-in. What was switched by hand on the way in stays, and is kept with them.

import { useEffect, useRef } from "react";
import type { Session } from "@/bindings";
import { parsePreferences, useText, type Preferences } from "@/text";
import { useChangePreferences, wasChosenHere } from "@/components";

export function PersonPreferences({ session }: { session: Session | null }) {
  const { change } = useText();
  const save = useChangePreferences();
  const taken = useRef<string | null>(null);
  const person = session && !session.isLocked && !session.passwordDue ? session.person : null;
  useEffect(() => {
    if (!person) {
      if (!session) taken.current = null;
      return;
    }
    if (taken.current === person.id) return;
    taken.current = person.id;
    const kept = parsePreferences(person.preferences);
    const chosen: Partial<Preferences> = wasChosenHere.take();
    change({ ...kept, ...chosen });
    if (Object.keys(chosen).length > 0) save({ ...kept, ...chosen });
  }, [person, session, change, save]);
  return null;
}
