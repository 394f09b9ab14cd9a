//! Amounts of a run, in the currency of its cost model, named by its code.

import { useCallback } from "react";
import { useFormat } from "@/text";

/** Below this an amount is shown with its hundredths. */
const SMALL = 100;

export function useAmount(): (amount: number) => string {
  const format = useFormat();
  return useCallback((amount) => format.number(amount, { maximumFractionDigits: Math.abs(amount) < SMALL ? 2 : 0 }), [format]);
}

export function useMoney(currency: string): (amount: number) => string {
  const amountOf = useAmount();
  return useCallback((amount) => `${amountOf(amount)}\u00a0${currency}`, [amountOf, currency]);
}

/** Minutes of a day as the clock says them: `07:30`. */
export function useClock(): (minutes: number) => string {
  const format = useFormat();
  return useCallback(
    (minutes) => {
      const two = (value: number) => format.number(value, { minimumIntegerDigits: 2 });
      return `${two(Math.floor(minutes / 60))}:${two(Math.round(minutes) % 60)}`;
    },
    [format],
  );
}
