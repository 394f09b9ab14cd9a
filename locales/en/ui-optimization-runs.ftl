# Runs of the models in the background: starting, following, comparing, accepting.

ui-optimization-tab-prioritization = Prioritization
ui-optimization-tab-deferral = Cost of waiting
ui-optimization-tab-risk = Production risk
ui-optimization-tab-dispatch = Workforce dispatch
ui-optimization-tab-workforce = Workforce
ui-optimization-lead-deferral = What it costs to put each asset's renewal off, and the cheapest day for it.
ui-optimization-lead-risk = What to renew in which period, so that mean losses and bad cases are least within crews and budget.
ui-optimization-lead-dispatch = Who does which work order on which day, with skills, shifts, parts and ways.

ui-run-start = New run
ui-run-start-title = New run: { $model }
ui-run-again = Run again
ui-run-again-title = Run again: { $model }
ui-run-empty-why-deferral = A run goes through every asset with recorded failures and says for five horizons what waiting costs.
ui-run-empty-why-risk = A run plays through many futures of the plant and chooses the work that lowers the losses most.
ui-run-empty-why-dispatch = A run gives every open work order an engineer, a day and a time, and says why where it can't.
ui-run-status-running = Running
ui-run-status-done = Done
ui-run-status-cancelled = Stopped, best plan kept
ui-run-status-failed = Failed
ui-run-claim-optimal = Proven: no plan is better
ui-run-claim-gap = At most { $gap } from the best possible
ui-run-claim-no-bound = Nothing proven about the best possible
ui-run-claim-infeasible = No plan keeps all the conditions
ui-run-claim-not-found = No plan found in time
ui-run-objective = Cost of the plan
ui-run-objective-risk = Weighed risk of the plan
ui-run-bound = No plan is below
ui-run-no-bound = nothing proven
ui-run-no-bound-yet = nothing proven yet
ui-run-gap = Gap
ui-run-time = Time
ui-run-waiting = Waits for its turn: another run is under way.
ui-run-elsewhere = This run goes on at another workstation. Its result appears here when it ends.
ui-run-progress-chart = Cost of the best plan so far and the bound, over time
ui-run-cancel = Stop and keep the best
ui-run-cancelled-why = Stopped by hand after { $seconds }. This is the best plan found until then.
ui-run-unnamed = Run without a name
ui-run-counts = { $proposals } proposed · { $accepted } accepted
ui-run-pick = Compare { $run }
ui-run-compare = Compare { $count } runs
ui-run-compare-hint = Tick two runs to compare
ui-run-based-on = Made from an earlier run by a change
ui-run-compare-based-on = Compare with it
ui-run-decided = Decided
ui-run-decided-of = { $decided } of { $proposals }
ui-run-no-order = No order
ui-run-no-order-why = Run to failure: nothing is planned, so there is nothing to accept.
ui-run-seed = Seed
ui-run-seed-why = Same input, seed and rounds: same plan.
ui-run-cost-model = Cost model
ui-run-cost-model-example = Built-in example
ui-run-cost-model-version = Version { $version }
ui-run-is-locked = Locked
ui-run-is-locked-why = A locked run is neither deleted nor tidied away.
ui-run-more = More about this run
ui-run-rename = Rename
ui-run-lock = Lock
ui-run-unlock = Unlock
ui-run-delete-title = Delete the run
ui-run-delete-effect = { $count ->
    [one] The run and its one proposal are deleted. Work orders are not touched.
   *[other] The run and its { $count } proposals are deleted. Work orders are not touched.
  }
ui-run-export = Export
ui-run-exported = Saved: { $name }
ui-run-name = Name
ui-run-name-optional = Optional
ui-run-name-why = By which you find it among the runs.
ui-run-preset = Begin with
ui-run-preset-former = The chosen run
ui-run-preset-former-why = The parameters of the chosen run; what you change makes a new run beside it.
ui-run-sites = Sites
ui-run-first-day = First day
ui-run-first-day-why = Empty: tomorrow.
ui-run-search = Search
ui-run-effort = How long to search
ui-run-effort-seconds = By the clock
ui-run-effort-rounds = By rounds (repeatable)
ui-run-seconds = Seconds
ui-run-seconds-why = 1 to { $most }
ui-run-rounds = Rounds
ui-run-rounds-why = The same number gives the same plan.
ui-run-number-wrong = This is no number.
ui-run-mend-numbers = Some fields hold no number.
ui-run-why = Why
ui-run-show-all = Show all { $count }
ui-run-without-model = Assets without a failure model
ui-run-without-model-why = They are left out, not taken as safe. A failure model needs their age and some recorded failures.

ui-run-accept-title = Accept into work orders
ui-run-accept-all = { $count ->
    [one] Accept one
   *[other] Accept all { $count }
  }
ui-run-accept-effect-dispatch = { $count ->
    [one] One work order gets its engineer, day and time and becomes assigned.
   *[other] { $count } work orders get their engineer, day and time and become assigned.
  }
ui-run-accept-effect-risk = { $count ->
    [one] One preventive work order is made, due at the end of its period.
   *[other] { $count } preventive work orders are made, each due at the end of its period.
  }
ui-run-accept-effect-deferral = { $count ->
    [one] One preventive work order is made, due on its cheapest day.
   *[other] { $count } preventive work orders are made, each due on its cheapest day.
  }
ui-run-accepted = { $count ->
    [one] One proposal accepted
   *[other] { $count } proposals accepted
  }
ui-run-accepted-some = Accepted: { $accepted }. Refused: { $refused }, each for its own reason:
ui-run-accepted-later = { $count ->
    [one] One is due later and stays a proposal.
   *[other] { $count } are due later and stay proposals.
  }
ui-run-accept-ahead = Accept all up to…
ui-run-accept-within = Make orders for the next days
ui-run-accept-within-why = Counted from the day of the run. What is due later stays a proposal: by then the plant will have told more.
ui-run-accept-within-wrong = Enter whole days, from 1 to { $most }.
ui-run-reject-title = Reject the proposal
ui-withdraw = Take back
ui-withdraw-title = Take the decision back
ui-withdraw-effect-made = The work order that came of it is cancelled, unless its work has begun. The proposal waits for a decision again.
ui-withdraw-effect-scheduled = The work order loses the engineer, day and time that this gave it and is open again, unless its work has begun.
ui-withdraw-effect-rejected = The proposal waits for a decision again.
ui-withdraw-reason-kept = It is kept in the action log and on the order.
ui-withdrawn = Decision taken back.
ui-withdrawn-cancelled = Decision taken back. Cancelled:
ui-withdrawn-open = Decision taken back. Open again:
ui-run-kept = { $count ->
    [one] This plan keeps one decision of yours.
   *[other] This plan keeps { $count } decisions of yours.
  }
ui-run-kept-changed = { $count ->
    [0] No decision is kept any more: plan anew to see the effect.
    [one] One decision is kept: plan the rest anew around it.
   *[other] { $count } decisions are kept: plan the rest anew around them.
  }
ui-run-free-all = Free them all
ui-run-keeps = { $count ->
    [one] This run keeps one decision of yours.
   *[other] This run keeps { $count } decisions of yours.
  }
ui-run-kept-forget = Undo changes
ui-run-reoptimize = Plan the rest anew

ui-compare-title = Runs side by side
ui-compare-none = Nothing to compare
ui-compare-none-why = Tick two to four runs of one model in its list of runs.
ui-compare-same-input = The runs saw the same plant
ui-compare-other-input = The runs did not see the same input
ui-compare-figures = Figures
ui-compare-figure = Figure
ui-compare-run = Run { $number }
ui-compare-difference = Difference
ui-compare-parameters = Parameters that differ
ui-compare-parameter = Parameter
ui-compare-changes = What is decided otherwise, and why
ui-compare-no-changes = All decisions are the same
ui-compare-no-changes-why = Each order or asset has the same place in every one of these runs.
ui-compare-not-in-input = not in its input
ui-compare-more = { $shown } of { $total } shown
ui-compare-locks = Decisions kept
ui-compare-horizons = Horizons in days
ui-compare-yes = Yes
ui-compare-no = No
ui-compare-entries = { $count ->
    [one] One entry
   *[other] { $count } entries
  }
