//! Forms without ceremony: values and their problems in one place, checked when asked, cleared as the person types.

import { useCallback, useState } from "react";

export type Problems<T> = Partial<Record<keyof T, string>>;

export interface Form<T> {
  values: T;
  problems: Problems<T>;
  set: <F extends keyof T>(field: F, value: T[F]) => void;
  reset: (values: T) => void;
  /** Runs the check; true when nothing is wrong, otherwise the problems stand beside their fields. */
  check: () => boolean;
  isChanged: boolean;
}

/** `check` answers message texts by field; only the core's word is final, this spares a round trip. */
export function useForm<T extends object>(initial: T, check: (values: T) => Problems<T>): Form<T> {
  const [start, setStart] = useState(initial);
  const [values, setValues] = useState(initial);
  const [problems, setProblems] = useState<Problems<T>>({});
  const set = useCallback(<F extends keyof T>(field: F, value: T[F]) => {
    setValues((old) => ({ ...old, [field]: value }));
    setProblems((old) => ({ ...old, [field]: undefined }));
  }, []);
  const reset = useCallback((next: T) => {
    setStart(next);
    setValues(next);
    setProblems({});
  }, []);
  return {
    values,
    problems,
    set,
    reset,
    check: () => {
      const found = check(values);
      setProblems(found);
      return Object.values(found).every((problem) => problem === undefined);
    },
    isChanged: JSON.stringify(values) !== JSON.stringify(start),
  };
}
