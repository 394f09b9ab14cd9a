# The history of an asset (failures and maintenance), and what waiting costs.
asset-event-ahead = An event can't lie in the future.
asset-event-ahead-remedy = Give the time at which it happened.
deferral-age-unknown = It is not known how old this asset is.
deferral-age-unknown-remedy = Enter when it was installed, or record its installation, replacement or last failure.
deferral-history-short = Too few failures are recorded to say how long such assets live: { $failures } of at least { $needed }.
deferral-history-short-remedy = Record past failures and replacements of this asset, or of others of its family.

assets-tab-history = History
assets-tab-deferral = Cost of waiting
history-title = Failures and maintenance
history-add = Record an event
history-add-for = Event of { $tag }
history-at = When
history-at-wrong = This is no time.
history-at-ahead = This lies in the future.
history-what = What happened
history-kind-failure = Failure
history-kind-maintenance = Maintenance
history-failure-of = { $mode } ({ $code })
history-mode = Failure mode (ISO 14224)
history-work = Work
history-work-installation = Installation
history-work-replacement = Replacement
history-work-overhaul = Overhaul
history-work-minor-repair = Minor repair
history-work-inspection = Inspection
history-age-goes-on = The age goes on.
history-age-begins = The age begins anew.
history-downtime = Downtime
history-downtime-hours = Downtime, hours
history-cost = Cost
history-note = Note
history-by = Recorded by
history-saved = The event is saved.
history-removed = The event is removed.
history-remove-title = Remove this event?
history-remove-effect = { $what }, { $at }: reliability is worked out without it from now on.
history-empty = No events yet
history-empty-why = Record failures, replacements and overhauls: how long such assets live, and what waiting costs, is worked out from them.
failure-mode-fts = Failure to start
failure-mode-stp = Failure to stop
failure-mode-ust = Spurious stop
failure-mode-brd = Breakdown
failure-mode-hio = High output
failure-mode-loo = Low output
failure-mode-ero = Erratic output
failure-mode-elp = External leakage, process
failure-mode-elu = External leakage, utility
failure-mode-inl = Internal leakage
failure-mode-vib = Vibration
failure-mode-noi = Noise
failure-mode-ohe = Overheating
failure-mode-plu = Plugged
failure-mode-pde = Parameter deviation
failure-mode-air = Abnormal instrument reading
failure-mode-std = Structural deficiency
failure-mode-ser = Minor in-service problem
failure-mode-oth = Other
failure-mode-unk = Unknown
ui-deferral-title = What waiting costs
ui-deferral-condition = This curve knows the age, not the present condition. The score says poor: look at its factors before you wait.
ui-deferral-horizon = Days shown
ui-deferral-days-short = { $days } d
ui-deferral-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
ui-deferral-to-history = Go to the history of this asset
ui-deferral-to-costs = Cost and risk
ui-deferral-cheapest = Cheapest day
ui-deferral-today = Today
ui-deferral-in-days = { $days ->
    [one] In { $days } day
   *[other] In { $days } days
}
ui-deferral-age = Age now
ui-deferral-best-age = Best age to replace
ui-deferral-run-to-failure-short = Run to failure
ui-deferral-planned-cost = Planned job
ui-deferral-failure-cost = Failure with downtime
ui-deferral-rate = Cost of a day, at best
life-began-installed-on = its day of installation
life-began-installation = its installation
life-began-replacement = its replacement
life-began-overhaul = its last overhaul
life-began-failure = its last failure and repair
ui-deferral-age-since = Counted from { $what }, { $day }.
ui-deferral-damage-growth = Repair grows
ui-deferral-damage-growth-a-day = { $percent } a day
ui-deferral-truncated = The history counts as complete from { $day } on; { $truncated ->
    [0] no life was under way then.
    [one] one life was under way then and is seen from that age on.
   *[other] { $truncated } lives were under way then and are seen from that age on.
  }
ui-deferral-deferred-by = Deferred by
ui-deferral-risk = Fails before
ui-deferral-interval = 90 % interval
ui-deferral-expected-cost = Expected cost
ui-deferral-net-cost = Net of acting now
ui-deferral-fit-asset = Weibull from { $lives } lives of this asset with { $failures } failures: scale { $eta } days, shape { $beta }. Ages are calendar days; a failure is taken to be repaired as good as new.
ui-deferral-fit-family = Weibull from { $lives } lives of this family with { $failures } failures: scale { $eta } days, shape { $beta }. Ages are calendar days; a failure is taken to be repaired as good as new.
ui-deferral-cost-example = The costs are the built-in example values.
ui-deferral-cost-version = The costs are version { $version } of the cost model.
ui-deferral-curve-label = Net cost of waiting; cheapest after { $days } days at { $cost } { $currency }
ui-deferral-axis-days = Days deferred
ui-deferral-axis-cost = Net cost, { $currency }
ui-deferral-axis-risk = Fails before
ui-deferral-legend-net = Net cost
ui-deferral-legend-band = 90 % interval of the fit
ui-deferral-legend-risk = Probability to fail before
ui-deferral-legend-cheapest = Cheapest day
ui-deferral-cheapest-beyond = Cheapest day beyond this picture: in { $days ->
    [one] one day
   *[other] { $days } days
  }
