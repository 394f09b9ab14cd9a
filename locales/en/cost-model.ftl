# The cost and risk model: what the core refuses, and its tab on the integrations page.
cost-model-amount-wrong = { $field } is not an amount of money.
cost-model-amount-wrong-remedy = Give a number from 0 to 10,000,000,000 with at most two decimals.
cost-model-out-of-range = { $field } is out of range.
cost-model-out-of-range-remedy = Give a number from { $least } to { $most }.
cost-model-thresholds-crossed = "Within 7 days" would begin at or above "immediate".
cost-model-thresholds-crossed-remedy = Lower the threshold of seven days, or raise the immediate one.
cost-model-weights-crossed = A less critical asset would weigh more than a more critical one.
cost-model-weights-crossed-remedy = Order the weights: critical at least high, high at least medium, medium at least low.

integrations-tab-cost-and-risk = Cost and risk
ui-cost-example = Example values
ui-cost-example-why = Nobody has entered this plant's costs yet. Rankings use these built-in figures until you save your own.
ui-cost-version = Version { $version }
ui-cost-lead = Every optimization uses the newest version and says which one it used.
ui-cost-money = Money and risk
ui-cost-downtime = Cost of an hour of downtime
ui-cost-downtime-why = Lost production; a family below may have its own
ui-cost-appetite = Risk appetite
ui-cost-appetite-low = Low
ui-cost-appetite-medium = Medium
ui-cost-appetite-high = High
ui-cost-appetite-low-why = Bad outcomes count most: three quarters tail, one quarter mean.
ui-cost-appetite-medium-why = Bad outcomes and the mean count alike.
ui-cost-appetite-high-why = The mean counts most: one quarter tail, three quarters mean.
ui-cost-priority = Thresholds and weights
ui-cost-thresholds-why = With these weights a priority goes from { $least } to { $most }.
ui-cost-immediate-from = Immediate from
ui-cost-seven-days-from = Within 7 days from
ui-cost-thresholds-cross = "Within 7 days" must begin below "immediate".
ui-cost-weights-why = Ten points of priority for each unit of weight.
ui-cost-weights-cross = A less critical asset must not weigh more.
ui-cost-families = Cost by asset family
ui-cost-family = Family
ui-cost-other-families = All other families
ui-cost-planned-cost = Planned job
ui-cost-planned-hours = Its downtime, h
ui-cost-unplanned-cost = Failure
ui-cost-unplanned-hours = Its downtime, h
ui-cost-downtime-cost-per-hour = Downtime per hour
ui-cost-add-family = Add a family
ui-cost-remove-family = Remove { $family }
ui-cost-problem-amount = From 0, at most two decimals.
ui-cost-problem-hours = From 0 to 8760 hours.
ui-cost-preview = Show the effect
ui-cost-save = Save as new version
ui-cost-reset = Discard changes
ui-cost-saved = The cost model is saved.
ui-cost-changed-elsewhere = Somebody saved another version meanwhile. Discard your changes to see it.
ui-cost-not-allowed = Changing the cost model needs a role that manages it.
ui-cost-reason = Why
ui-cost-reason-why = Kept with the version, for whoever asks later
ui-cost-effect = Effect on the present ranking
ui-cost-effect-outdated = Changed since; show it again
ui-cost-effect-none = No asset has a score yet
ui-cost-effect-none-why = Without scores there is no ranking to compare.
ui-cost-effect-moved = { $moved ->
    [0] No asset changes its rank, of { $ranked }.
    [one] One asset changes its rank, of { $ranked }.
   *[other] { $moved } assets change their rank, of { $ranked }.
}
ui-cost-effect-moved-in-money = { $moved ->
    [0] None changes its rank by money at risk.
    [one] One changes its rank by money at risk.
   *[other] { $moved } change their rank by money at risk.
}
ui-cost-effect-risk = Money at risk, all assets
ui-cost-effect-risk-rank = Rank by money
ui-cost-weight-of = Weight: { $criticality }
ui-cost-changes = Changed
ui-cost-changes-none = Nothing
ui-cost-field-planned-cost = planned job
ui-cost-field-planned-hours = downtime of a planned job, h
ui-cost-field-unplanned-cost = failure
ui-cost-field-unplanned-hours = downtime of a failure, h
ui-cost-field-downtime-cost-per-hour = downtime per hour
ui-cost-dispatch = Dispatch rates
ui-cost-dispatch-why = What workforce dispatch weighs against each other. Lateness, waiting and work left undone count by the weight of the order's priority; a kilometre is counted beside the hour it takes.
ui-cost-problem-rate = At most 1,000,000.
ui-cost-effect-dispatch = Dispatch plan of
ui-cost-effect-dispatch-why = The same plan at the rates in force and at these; planned anew, another may be better.
ui-cost-damage-growth-percent = Damage growth, % a day
ui-cost-field-damage-growth-percent = damage growth, % a day
ui-cost-problem-growth = From 0 to 100 %, at most four decimals.
ui-cost-history-since = History of assets complete since
ui-cost-history-since-why = What failed before may not be recorded. Empty: since their installation
ui-cost-asset = Asset
ui-cost-priority-figure = Priority
ui-cost-urgency-changes = other urgency
ui-cost-history = Versions
ui-cost-history-empty = None saved yet.
ui-cost-version-short = Version
ui-cost-saved-at = Saved
ui-cost-saved-by = By
