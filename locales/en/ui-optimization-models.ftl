# The plans of the models: cost of waiting over the fleet, production risk, workforce dispatch.

ui-deferral-fleet-cell = Each cell: net cost against renewing now ({ $currency }), below it the probability to fail before.
ui-deferral-fleet-age = Age / best (d)
ui-deferral-fleet-saves = saves { $amount }
ui-deferral-fleet-least = Cheapest of the five horizons
ui-deferral-fleet-none = No asset has a failure model
ui-deferral-fleet-none-why = Record failures and replacements on the assets' pages; what each still lacks stands below.
ui-deferral-fleet-none-match = No asset matches the search
ui-deferral-fleet-details = Why that day
ui-deferral-fleet-own-lives = The failure model comes from this asset's own lives.
ui-deferral-fleet-family-lives = The failure model comes from the lives of its family.
ui-deferral-fleet-curve = Curve with its band
ui-deferral-fleet-horizon = Horizon { $number }, days

ui-risk-by-period = Risk by period, before and after
ui-risk-chart = Risk by period. Weighed: { $before } if nothing is done, { $after } with the plan.
ui-risk-axis = Losses, { $currency }
ui-risk-before = If nothing is done
ui-risk-after = With the plan
ui-risk-legend-before-mean = Mean if nothing is done
ui-risk-legend-before-tail = Tail beyond it
ui-risk-legend-after-mean = Mean with the plan
ui-risk-legend-after-tail = Tail beyond it
ui-risk-current = Risk if nothing is done
ui-risk-optimized = Risk with the plan
ui-risk-reduction = Risk reduction
ui-risk-mean = mean
ui-risk-tail-short = tail
ui-risk-work-cost = Cost of the work
ui-risk-work-of = { $count ->
    [one] one job
   *[other] { $count } jobs
  } · { $hours } planned hours out
ui-risk-mean-rises = The mean rises by { $more }: planned hours out are certain. In return the bad cases lose { $less } less. A lower weight of the tail does less work.
ui-risk-weighed-why = Weighed: { $mean } of the mean and { $tail } of the tail, the mean excess of the scenarios beyond { $quantile }. Planned hours out count as losses of their period.
ui-risk-in-hours = { $amount } h
ui-risk-schedule = Chosen work, by period
ui-risk-schedule-none = No work is chosen
ui-risk-schedule-none-why = Below stands why, for each asset.
ui-risk-period = Period
ui-risk-hours-out = Hours out
ui-risk-cost = Cost
ui-risk-saves = Saves
ui-risk-keep = Keep for the next run
ui-risk-keep-of = Keep { $asset } for the next run
ui-risk-keep-free = Free
ui-risk-keep-not = Not done
ui-risk-binding = Limits that hold the plan back
ui-risk-binding-none = No limit holds this plan back.
ui-risk-limit = Limit
ui-risk-used = Used
ui-risk-available = Available
ui-risk-worth = What lacks is worth at least
ui-risk-step = with { $amount } more
ui-risk-worth-unknown = no time was left for it
ui-risk-given = Given scenarios
ui-risk-given-why = Beside the drawn ones; each counts as one more.
ui-risk-given-import = Import scenarios
ui-risk-given-import-problems = Problems
ui-risk-given-title = Given scenarios
ui-risk-given-about = A table with a row for each scenario, asset and days: the loss where the asset is left alone, or its probability to fail. Columns: scenario, site, asset, from, until, loss, probability.
ui-risk-given-none = None imported yet.
ui-risk-given-line = { $lines ->
    [one] one row
   *[other] { $lines } rows
  } · { $assets ->
    [one] one asset
   *[other] { $assets } assets
  }
ui-risk-given-remove-title = Delete the scenario
ui-risk-given-remove = It can no longer be chosen for new runs. Runs that used it keep what they saw.
ui-risk-scenarios-used = { $given ->
    [0] { $drawn } drawn scenarios.
    [one] { $drawn } drawn scenarios and one given: { $names }.
   *[other] { $drawn } drawn scenarios and { $given } given: { $names }.
  }
ui-risk-given-elsewhere = Rows of assets or days outside this plan: { $count }.
ui-risk-scenario = Scenario
ui-risk-given-import-apply = { $count ->
    [one] Keep one row
   *[other] Keep { $count } rows
  }
ui-risk-given-import-apply-without = { $count ->
    [one] Keep one row without the { $refused } refused
   *[other] Keep { $count } rows without the { $refused } refused
  }
ui-risk-given-import-done = { $created } new, { $updated } changed.
ui-action-import-risk-scenarios = Imported risk scenarios
ui-action-delete-risk-scenario = Deleted a risk scenario
ui-risk-whole-plan = Whole plan
ui-risk-not-done = Not chosen, with why
ui-risk-periods = Periods
ui-risk-period-days = Days in each
ui-risk-bad-cases = Bad cases
ui-risk-scenarios = Scenarios
ui-risk-quantile = Tail begins at, %
ui-risk-tail = The tail is
ui-risk-tail-tail-mean-excess = the mean beyond the quantile
ui-risk-tail-quantile-excess = the quantile itself
ui-risk-tail-share = Weight of the tail, %
ui-risk-tail-share-why = Empty: as the cost model's risk appetite.
ui-risk-limits = Limits
ui-risk-budget = Budget
ui-risk-budget-why = Empty: no limit.
ui-risk-crew-share = Share of shift hours, %
ui-risk-crew-share-why = Of each trade, for planned work.
ui-risk-crews = Hours of the trades
ui-risk-crews-why = Empty: as the shifts give. Else hours in each period: one number for all, or { $count } with blanks between.
ui-risk-crews-wrong = One number, or { $count } with blanks between.
ui-risk-windows = Time of the work
ui-risk-windows-why = The periods in which the work of an asset may begin, and whether it must be done.
ui-risk-window-add = Add an asset
ui-risk-window-earliest = From period
ui-risk-window-latest = Until period
ui-risk-window-required = Must be done
ui-risk-exclusions = Never in work together
ui-risk-exclusions-why = Two assets of which one must run while the other is out.
ui-risk-exclusion-first = One asset
ui-risk-exclusion-second = The other asset
ui-risk-exclusion-periods = In periods
ui-risk-exclusion-always = always
ui-risk-periods-wrong = Periods from 1 to { $most }, with blanks between.
ui-risk-remove = Remove
ui-risk-keep-ordered = Keep accepted renewals in their period
ui-risk-keep-ordered-why = Otherwise renewals that were accepted and are not done are planned anew.

ui-dispatch-engineer = Engineer
ui-dispatch-day = Day
ui-dispatch-days = Days
ui-dispatch-days-why = 1 to 31
ui-dispatch-include-scheduled = Plan scheduled orders anew
ui-dispatch-include-scheduled-why = Otherwise what was accepted before stays as it is.
ui-dispatch-rates = What things cost
ui-dispatch-rate-lateDay = A day late
ui-dispatch-rate-waitingDay = A day of waiting
ui-dispatch-rate-travelHour = An hour on the road
ui-dispatch-rate-travelKm = A kilometre on the road
ui-dispatch-own-rates = Rates for this run alone
ui-dispatch-own-rates-why = Off: those of the cost model ({ $version }).
ui-dispatch-rates-of-model = Rates of the cost model: { $version }
ui-dispatch-rates-own = Rates given for this run alone
ui-dispatch-rate-unassigned = An order left undone
ui-dispatch-fairness = Even load within, %
ui-dispatch-fairness-why = Dearer by at most this. Empty: not asked.
ui-dispatch-ways = Work and ways
ui-dispatch-default-hours = Hours where none are given
ui-dispatch-speed = Speed, km/h
ui-dispatch-detour = Road against straight line
ui-dispatch-place-minutes = Least minutes between sites
ui-dispatch-planned = Orders planned
ui-dispatch-unassigned = Left out
ui-dispatch-late = Late
ui-dispatch-cost-late = Lateness
ui-dispatch-cost-waiting = Waiting
ui-dispatch-cost-travel = Travel
ui-dispatch-cost-unassigned = Left undone
ui-dispatch-fairness-got = Hours of who has most
ui-dispatch-fairness-before = before { $before } h
ui-dispatch-gantt = Plan by engineer
ui-dispatch-show-day = Show the day
ui-dispatch-all-days = All days
ui-dispatch-show-way = Show the way on the map
ui-dispatch-load = { $hours } of { $shift } h
ui-dispatch-block = { $number } { $title }, { $asset }. { $engineer }, { $day }, { $time }. { $state }
ui-dispatch-moved = moved, time after the next run
ui-dispatch-is-late = After its due date
ui-dispatch-locked = Kept
ui-dispatch-free = Free
ui-dispatch-depot = Stop at the store of { $site }, { $time }
ui-dispatch-hint = Drag an order to another engineer or day, or press Shift with an arrow; L keeps or frees it, Enter opens it. Then plan the rest anew.
ui-dispatch-hint-read = Enter opens an order.
ui-dispatch-tray = Left out, with why
ui-dispatch-tray-empty = Every order has its place.
ui-dispatch-tray-more = Show more ({ $shown } of { $total })
ui-dispatch-due = due { $day }
ui-dispatch-no-due = No due date
ui-dispatch-map = Sites and ways
ui-dispatch-map-of = Ways of
ui-dispatch-map-all = Ways of all engineers
ui-dispatch-map-label = Map of { $sites } sites by their coordinates
ui-dispatch-map-legend = Circles: sites with the number of orders. Lines: ways between sites; home has a thick edge. North is up.
ui-dispatch-map-no-ways = Circles: sites with the number of orders. Everybody works at the home site, so there are no ways. North is up.
ui-dispatch-map-nowhere = Without coordinates:
ui-dispatch-details = The order in the plan
ui-dispatch-plan-of-it = Planned
ui-dispatch-travel-before = { $minutes ->
    [one] One minute on the road before it.
   *[other] { $minutes } minutes on the road before it.
  }
ui-dispatch-fetched = Tools or parts are fetched from the store before.
ui-dispatch-why-left-out = Why it is left out
ui-dispatch-needs = What it needs
ui-dispatch-needs-none = No special skill.
ui-dispatch-needs-assumed = Nobody has said so: the trade of the equipment was taken.
ui-dispatch-skill-level = { $skill }, level { $level }
ui-dispatch-keep = Keep for the next run
ui-dispatch-keep-why = The next run keeps this engineer and day, and plans the rest around it.
ui-dispatch-keep-here = Keep here
ui-dispatch-release = Free it
