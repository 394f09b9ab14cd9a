# Runs of the models in the background: their proposals, presets, figures, and why something was refused.
run-not-running = This run is over already.
run-not-running-remedy = Look at what it found.
run-interrupted = The application ended while this run was under way.
run-interrupted-remedy = Run it again.
run-cancelled-before-its-turn = The run was stopped while it waited for its turn.
run-cancelled-before-its-turn-remedy = Run it again.
run-is-kept = This run is under way, locked, or has decided proposals.
run-is-kept-remedy = Wait for its end or unlock it. What was decided of it stays known.
proposals-ids-or-all = Either proposals by their ids or all of the run can be accepted.
proposals-ids-or-all-remedy = Give one of the two.
proposals-no-horizon = A horizon in days is for accepting all of the cost of waiting only.
proposals-no-horizon-remedy = Leave it out; name the proposals, or accept all.
proposal-of-another-run = This proposal belongs to another run.
proposal-of-another-run-remedy = Open its own run and accept it there.
proposal-order-moved-on = Order { $number } has been begun, finished or cancelled since the plan was made.
proposal-order-moved-on-remedy = Run the plan again.
proposal-engineer-gone = Engineer { $engineer } no longer works here or was set inactive.
proposal-engineer-gone-remedy = Run the plan again.
proposal-runs-to-failure = This asset is to run to failure: there is no work to order.
proposal-runs-to-failure-remedy = If it is to be renewed all the same, enter a work order yourself.
proposal-order-changed = Order { $number } was changed after the plan was made.
proposal-order-changed-remedy = Run the plan again: it may need other hours, skills or days now.
proposal-overlaps = { $engineer } is on order { $other } on { $day } at the time that this plan gives to order { $number }.
proposal-overlaps-remedy = Accept both from one plan, open the other order again, or run the plan again.
proposal-decided-already = This proposal has been decided on already.
proposal-decided-already-remedy = Load the plan again; a decision can be taken back until the work has begun.
proposal-day-is-over = The plan gives it to { $day }, and that is over.
proposal-day-is-over-remedy = Run the plan again.
run-first-day-out-of-range = A plan cannot begin on { $day }: it begins from { $from } to { $until }.
run-first-day-out-of-range-remedy = Choose another first day, or leave it empty for tomorrow.
field-effort = How long to search
field-days = Days
field-default-hours = Hours where none are given
field-speed-kmh = Speed, km/h
field-detour = Road against straight line
field-place-minutes = Least minutes between sites
field-fairness = Even load within
field-late-day = A day late
field-waiting-day = A day of waiting
field-travel-hour = An hour on the road
field-travel-km = A kilometre on the road
field-unassigned = An order left undone
field-periods = Periods
field-period-days = Days in each period
field-scenarios = Scenarios
field-given-scenarios = Given scenarios
field-quantile = Tail begins at
field-tail-share = Weight of the tail
field-budget = Budget
field-crew-share = Share of shift hours
field-windows = Time of the work
field-exclusions = Not in work together
field-locks = Kept decisions
field-crews = Hours of the trades
field-horizons = Horizons
withdraw-nothing-decided = Nobody has decided about this proposal, or the decision has been taken back already.
withdraw-nothing-decided-remedy = Load the list again and look at what it says now.
withdraw-order-begun = Work on order { $number } has begun or is done: the decision behind it stands.
withdraw-order-begun-remedy = If the work is to stop, cancel the order itself and say why.
withdraw-scheduled-anew = Order { $number } has been scheduled anew since: this decision no longer says who does it when.
withdraw-scheduled-anew-remedy = Take back the decision of the run that scheduled it last.
withdraw-order-why = Cancelled because the decision was taken back: { $reason }
work-split-begun = Work on order { $number } has begun or is over: it is split no more.
work-split-begun-remedy = Enter another order for what is left of the work.
work-split-no-hours = Order { $number } does not say how many hours it takes, or has less than half an hour.
work-split-no-hours-remedy = Enter its hours first.
compare-other-model = Only runs of one model can be compared.
compare-other-model-remedy = Choose two to four runs of the same kind.
export-no-table = This run has no plan to export.
export-no-table-remedy = Export a run of one of the four models.

dispatch-nobody = There is no active engineer at these sites.
dispatch-nobody-remedy = Enter the engineers with their skills and shifts, or choose other sites.
dispatch-no-orders = There is no open work order to plan at these sites.
dispatch-no-orders-remedy = Accept recommendations or enter work orders, or choose other sites.
dispatch-site-without-coordinates = Ways cannot be told: these sites have no coordinates: { $sites }.
dispatch-site-without-coordinates-remedy = Enter latitude and longitude of the sites.
dispatch-lock-impossible = Decision { $row } to keep names an engineer or order that is not in the plan, or a day outside it.
dispatch-lock-impossible-remedy = Release that decision, or widen the plan.
dispatch-too-long = The work takes { NUMBER($hours, maximumFractionDigits: 1) } hours; the longest shift in this plan has { NUMBER($longest, maximumFractionDigits: 1) }.
dispatch-remedy-split = Split it into { $parts } parts on its page: they follow one another, each on a day of its own.
dispatch-not-released = It must not begin before { $day }, after the plan ends.
dispatch-remedy-longer-plan = Plan more days.
dispatch-assumed-hours = Orders without estimated hours were planned with { $hours } hours each: { $count }.
dispatch-assumed-needs = Orders that do not say what they need got the trade of their equipment: { $count }.
dispatch-same-engineer-gone = Orders whose earlier part was done by somebody who is not in this plan were given to whom they suit: { $count }.
dispatch-booked = Accepted orders outside this plan keep their engineers busy: { $count }. Of such a shift the longest free piece was planned.
dispatch-kept-elsewhere = It is scheduled with { $engineer } on { $day }, who is of no site of this plan. It stays there.
dispatch-kept-elsewhere-remedy = Add the engineer's site, or plan scheduled orders anew.
dispatch-kept-gone = It is scheduled with { $engineer } on { $day }, who no longer works here.
dispatch-kept-gone-remedy = Plan scheduled orders anew, or open the order again.
dispatch-action = { $engineer } on { $day } at { $start }
dispatch-why-locked = You decided so.
dispatch-why-only-one = Nobody else in the plan has these skills at this level.
dispatch-why-same-engineer = One engineer does it and order { $order }: you asked for that.
dispatch-why-same-engineer-before = Whoever did the part before it does it: you asked for that.
dispatch-why-one-of = { $count ->
    [one] One engineer has
   *[other] { $count } engineers have
  } the skills; this one costs least together with the rest of the plan.
dispatch-why-late = { $days ->
    [one] One day
   *[other] { $days } days
  } after its due date: everything earlier is taken by more urgent work.
dispatch-why-after-due = { $days ->
    [one] One day
   *[other] { $days } days
  } after its due date.
dispatch-why-first-chance = { $days ->
    [one] One day
   *[other] { $days } days
  } after its due date: nobody who can do it works earlier in this plan.
dispatch-why-in-time = { $days ->
    [0] On its due date.
    [one] One day before its due date.
   *[other] { $days } days before its due date.
  }
dispatch-why-assumed = Nobody has said what it needs: the trade of the equipment was taken.

production-risk-no-model = No asset has a history that a failure model can be fitted to.
production-risk-no-model-remedy = Record failures and overhauls of the assets, with their dates.
production-risk-excluded-unknown = An exclusion names an asset that is not in the plan.
production-risk-excluded-unknown-remedy = Choose assets of these sites that have a failure model.
production-risk-lock-unknown = Decision { $row } to keep names an asset that is not in the plan.
production-risk-lock-unknown-remedy = Free that decision, or choose its site; an asset without a failure model cannot be planned.
production-risk-window-unknown = Time { $row } of the work names an asset that is not in the plan.
production-risk-window-unknown-remedy = Remove it, or choose its site; an asset without a failure model cannot be planned.
risk-scenario-column-missing = The column { $column } is missing.
risk-scenario-column-missing-remedy = The columns are scenario, site, asset, from, until, loss, probability; scenario, asset and from are needed.
risk-scenario-name-wrong = The scenario has no name, or one of more than 100 letters.
risk-scenario-name-wrong-remedy = Fill in the column scenario.
risk-scenario-day-wrong = { $field } is not a day.
risk-scenario-day-wrong-remedy = Write days as 2027-03-01.
risk-scenario-until-before-from = The last day is before the first.
risk-scenario-until-before-from-remedy = Correct one of the two, or leave until empty for a single day.
risk-scenario-loss-or-probability = A row gives either a loss or a probability.
risk-scenario-loss-or-probability-remedy = Fill in one of the two and leave the other empty.
risk-scenario-number-wrong = { $field } is not a number from 0 to { $most }.
risk-scenario-number-wrong-remedy = Write the number without currency or percent sign; a probability of 30 % is 0.3.
risk-scenario-overlaps = Another row of this scenario and asset, from { $day }, has some of the same days.
risk-scenario-overlaps-remedy = Let the days of one end before the other's begin.
risk-scenario-unknown = There is no given scenario { $scenario }.
risk-scenario-unknown-remedy = Import it, or leave it out.
risk-scenario-loss-beyond = Scenario { $scenario }: { $asset } can lose at most { NUMBER($most, maximumFractionDigits: 0) } { $currency } in the days from { $day } on.
risk-scenario-loss-beyond-remedy = Give it more days, a smaller loss, or the asset's family a higher cost of downtime.
risk-action = Renew between { $from } and { $until }
risk-why-saves = It lowers the weighed risk by { NUMBER($saving, maximumFractionDigits: 0) } { $currency } for { NUMBER($hours, maximumFractionDigits: 1) } planned hours out.
risk-why-fails = Left alone it fails within the plan in { $fails } of { $scenarios } scenarios.
risk-why-kept = You decided its period.
risk-why-required = You asked for it to be done.
risk-limit-crew = Hours of the trade
risk-limit-budget = Budget
risk-limit-in-work = Parallel equipment in work at a time

deferral-action-now = Renew now
deferral-action-wait = { $days ->
    [one] Renew in one day
   *[other] Renew in { $days } days
  }
deferral-action-run = Run to failure

preset-dispatch-balanced = Balanced
preset-dispatch-balanced-about = Lateness, waiting and travel as they usually cost.
preset-dispatch-due-dates = Due dates first
preset-dispatch-due-dates-about = A late day counts four times.
preset-dispatch-travel = Little travel
preset-dispatch-travel-about = An hour on the road counts four times: sites are visited rarely and thoroughly.
preset-dispatch-fair = Even load
preset-dispatch-fair-about = At most 1 % dearer than the best plan found, so that who has most has less.
preset-dispatch-quick = Quick
preset-dispatch-quick-about = Two seconds of search.
preset-dispatch-repeatable = Repeatable
preset-dispatch-repeatable-about = So many rounds instead of seconds: the same input gives the same plan every time.
preset-risk-balanced = Balanced
preset-risk-balanced-about = Twelve weeks; the tail counts as the risk appetite of the cost model says.
preset-risk-bad-years = Against bad cases
preset-risk-bad-years-about = The worst 5 % of the scenarios count three quarters.
preset-risk-mean = Mean only
preset-risk-mean-about = What is lost on average, whatever the bad cases are.
preset-risk-year = A year
preset-risk-year-about = Twelve periods of thirty days.
preset-risk-repeatable = Repeatable
preset-risk-repeatable-about = So many rounds instead of seconds: the same input gives the same plan every time.
preset-deferral-year = Up to a year
preset-deferral-year-about = 7, 30, 90, 180 and 365 days.
preset-deferral-two-years = Up to two years
preset-deferral-two-years-about = 30, 90, 180, 365 and 730 days.

compare-left-out = Left out
compare-not-in-input = Run { $run } did not know it.
compare-locked = It was locked in run { $run }.
compare-parameters = Different parameters: { $names }.
compare-input = The plant has changed between the runs.
compare-search = Same input and parameters: the searches ended at different plans.
compare-input-added = Run { $run } knows { $count } more than the one before.
compare-input-gone = Run { $run } no longer knows { $count } of the one before.
compare-cost-model = Different versions of the cost model: { $versions }.
compare-input-values = The same orders and assets, with other hours, dates, shifts or figures.
compare-input-parameters = The parameters that differ are part of it; below is what each run decided.
compare-places-let-go = The places of the run of { $at } are no longer kept: only the newest 20 runs and locked ones keep them.
compare-places-let-go-remedy = Compare newer runs. Lock a run that is to be kept.
compare-place-immediate = Rank { $rank } · { NUMBER($priority, maximumFractionDigits: 1) } · immediate
compare-place-seven-days = Rank { $rank } · { NUMBER($priority, maximumFractionDigits: 1) } · within 7 days
compare-place-monitor = Rank { $rank } · { NUMBER($priority, maximumFractionDigits: 1) } · monitor
compare-health = Run { $run }: health { NUMBER($to, maximumFractionDigits: 1) } instead of { NUMBER($from, maximumFractionDigits: 1) }.
compare-probability = Run { $run }: failure probability { NUMBER($to, maximumFractionDigits: 1) } % instead of { NUMBER($from, maximumFractionDigits: 1) } %.
compare-weight = Run { $run }: its criticality weighs { NUMBER($to, maximumFractionDigits: 2) } instead of { NUMBER($from, maximumFractionDigits: 2) }.
compare-thresholds = Run { $run }: the same numbers, under other thresholds of urgency in the cost model.
compare-others-moved = Run { $run }: its own numbers are the same; others moved past it.

figure-objective = Cost or risk of the plan
figure-bound = No plan is below
figure-gap = Gap
figure-planned = Planned
figure-left-out = Left out
figure-seconds = Seconds of search
figure-cost-late = Lateness
figure-cost-waiting = Waiting
figure-cost-travel = Travel
figure-cost-unassigned = Left undone
figure-late-orders = Late orders
figure-travel-hours = Hours on the road
figure-greatest-hours = Hours of who has most
figure-current-risk = Risk if nothing is done
figure-risk-mean = Mean risk of the plan
figure-risk-tail = Tail beyond the mean
figure-risk-reduction = Risk reduction
figure-work-cost = Cost of the work
figure-hours-out = Planned hours out
figure-act-now = Renew now
figure-waiting-saves = What waiting saves
figure-ranked = Assets ranked
figure-without-score = Without a score
figure-immediate = Immediate maintenance
figure-seven-days = Within 7 days
figure-monitor = To monitor
figure-ranking-seconds = Seconds

export-day = Day
export-engineer-code = Engineer no.
export-engineer = Engineer
export-start = Start
export-end = End
export-order = Work order
export-title = Title
export-asset = Asset
export-name = Name
export-site = Site
export-priority = Priority
export-hours = Hours
export-due = Due
export-why = Why
export-from = From
export-until = Until
export-cost = Cost
export-saves = Saves
export-rank = Rank
export-age = Age (days)
export-age-since = Age counted from
export-age-from = Counted from what
export-best-age = Best age (days)
export-cheapest = Cheapest day
export-action = Action
export-net-cost = Net cost after { $days } days
export-criticality = Criticality
export-priority-score = Priority score
export-health = Health
export-probability = Failure probability
export-weight = Criticality weight
export-health-term = Health term
export-probability-term = Probability term
export-criticality-term = Criticality term
export-decision = Decision
