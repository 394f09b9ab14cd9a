# The overview.

ui-asset = Asset
ui-site = Site
ui-all-sites = All sites
ui-criticality = Criticality
ui-health = Health
ui-failure-probability = Failure probability
ui-source = Source
ui-state = State
ui-readings-per-second = Readings/s
ui-last-reading = Last reading
ui-rank = Rank
ui-priority = Priority
ui-priority-score = Priority
ui-work-order = Work order
ui-overdue = Overdue
ui-search-assets = Search tag or name

ui-dashboard-scored = Health as of
ui-dashboard-not-scored = No asset has been scored yet
ui-dashboard-assets = Assets
ui-dashboard-poor = { $shown } in poor health
ui-dashboard-none-poor = None in poor health
ui-dashboard-signals = Signals
ui-dashboard-signals-active = active, mapped to metrics
ui-dashboard-bad-quality = Bad quality
ui-dashboard-stale = { $count ->
    [one] { $shown } signal is stale
   *[other] { $shown } signals are stale
  }
ui-dashboard-none-stale = None is stale
ui-dashboard-open-orders = Open work orders
ui-dashboard-overdue = { $shown } overdue
ui-dashboard-none-overdue = None overdue
ui-dashboard-proposals = Recommendations
ui-dashboard-proposals-waiting = waiting for a decision
ui-dashboard-proposals-monitor = { $shown } more to monitor
ui-dashboard-health = Health of the assets
ui-dashboard-worst = Worst assets
ui-dashboard-all-assets = All assets
ui-dashboard-worst-empty = No asset has a score yet
ui-dashboard-worst-empty-why = Scores appear once mapped signals have collected enough readings.
ui-dashboard-connections = Connections
ui-dashboard-no-source = No data source yet
ui-dashboard-no-source-why = Connect an OPC UA server or the demo plant to receive readings.
ui-dashboard-add-source = Add a data source
ui-dashboard-work = Open work
ui-dashboard-all-open = All { $count }
ui-dashboard-no-work = No open work
ui-dashboard-no-work-why = Accepted recommendations and orders made by hand appear here.
ui-dashboard-proposed = Proposed next
ui-dashboard-all-proposed = All { $count }
ui-dashboard-no-proposals = Nothing is waiting for a decision
ui-dashboard-no-proposals-why = Run the prioritization to see what to maintain first.
