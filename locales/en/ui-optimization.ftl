# Maintenance prioritization.

ui-optimization-title = Maintenance prioritization
ui-optimization-lead = What to maintain first: by health, probability of failure and criticality.
ui-optimization-run = Run prioritization
ui-optimization-score-now = Score assets now
ui-optimization-scored = { $scored } assets scored, { $insufficient } without enough data, in { $time }
ui-optimization-off = The optimization engine is switched off (423).
ui-optimization-off-remedy = Whoever keeps this workstation can switch it on: OPTIMIZATION_ENGINE_ENABLED=true, then start again.
ui-optimization-status-none = Never run
ui-optimization-status-running = Running
ui-optimization-status-done = Done
ui-optimization-status-failed = Failed
ui-optimization-empty = Not run yet
ui-optimization-empty-why = A run ranks every scored asset, shows how each priority comes about, and keeps the result.
ui-optimization-history = Runs
ui-optimization-run-counts = { $ranked } ranked · { $accepted } accepted · { $rejected } rejected
ui-optimization-started = Run
ui-optimization-ranked = Assets ranked
ui-optimization-without-score = { $count ->
    [one] { $shown } has no score and is left out
   *[other] { $shown } have no score and are left out
  }
ui-optimization-took = Took
ui-optimization-fingerprint = Fingerprint of the input
ui-optimization-copy-fingerprint = Copy the whole fingerprint
ui-optimization-same-input = Same input as before
ui-optimization-same-input-why = An earlier run had exactly the same input, so its ranking is the same.
ui-optimization-term-health = Health
ui-optimization-term-probability = Failure probability
ui-optimization-term-criticality = Criticality
ui-optimization-action = What to do
ui-optimization-decision = Decision
ui-optimization-accept = Accept
ui-optimization-reject = Reject
ui-optimization-accepted-toast = Accepted. Work order
ui-optimization-details = Why this rank
ui-optimization-sum = How the priority comes about
ui-optimization-factors = What weighs most
ui-optimization-no-factors = Nothing stands out: every metric is in its normal range.
ui-optimization-reason = Reason
ui-optimization-open-order = Open order
ui-optimization-system-orders = Open in a maintenance system
ui-optimization-system-orders-why = The asset is in hand there already: look whether this is still needed before you accept it.
ui-optimization-open-order-why = An earlier recommendation for this asset led to this order. Until it is done or cancelled, no second one is made.
ui-optimization-last-rejection = Rejected the last time
ui-optimization-reason-kept = It is kept with the recommendation.
ui-optimization-reject-title = Reject the recommendation
ui-optimization-none-match = No recommendation matches the filter
ui-optimization-nothing-ranked = Nothing was ranked
ui-optimization-nothing-ranked-why = No asset has a score yet. A score takes some days of good readings; an asset's page says what is still missing. Then run again.
ui-recommendation-proposed = Proposed
ui-recommendation-accepted = Accepted
ui-recommendation-rejected = Rejected
ui-recommendation-filter-proposed = To decide
ui-recommendation-filter-monitor = Monitor
ui-recommendation-filter-accepted = Accepted
ui-recommendation-filter-rejected = Rejected

ui-optimization-order = Order of the list
ui-optimization-by-priority = By priority
ui-optimization-by-risk = By money at risk
ui-optimization-risk = Money at risk
ui-optimization-risk-rank = no. { $rank } by money
ui-optimization-consequence = Cost of a failure with its downtime
ui-optimization-quality = What the data's quality does
ui-optimization-quality-share = Readings that were there and good: { $share }
ui-optimization-quality-none = No reading was missing or bad: the priority stands as it is.
ui-optimization-quality-range = Had the others all been the best, the priority would be { $low } (rank { $worst }); had they all been the worst, { $high } (rank { $best }).
