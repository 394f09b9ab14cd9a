# Assets: the tree, the list, the page of one asset, its trends.
assets-title = Assets
assets-one = Asset
assets-tree = Plant
assets-tree-error = Could not be loaded. Press to try again.
assets-tree-empty = Nothing below
assets-search = Tag or name
assets-filter-clear = Clear filters
assets-add = Add asset
assets-edit = Edit asset
assets-site-add = Add site
assets-site-edit = Edit site
assets-site-edit-code = Edit site { $code }
assets-site-delete = Delete site
assets-site-delete-title = Delete site { $code }?
assets-site-delete-effect = The site goes for good. Only a site without assets can be deleted.
assets-site-deleted = Site { $code } is deleted.
assets-site-saved = Site { $code } is saved.
assets-saved = Asset { $tag } is saved.
assets-none-found = No asset matches
assets-none-found-why = Change the search or take a filter away.
assets-empty-site = No sites yet
assets-empty-site-why = A site is a plant or a station with its own time zone. Assets belong to a site.
assets-empty-asset = No assets yet
assets-empty-asset-why = An asset is a piece of equipment: a pump, a compressor, a transformer. Signals are mapped to its metrics.

assets-field-tagCode = Tag
assets-field-tagCode-help = The plant's own, as on the P&ID: P-101A. Once in a site.
assets-field-name = Name
assets-field-site = Site
assets-field-site-help = Where the asset stands
assets-field-family = Family
assets-field-criticality = Criticality
assets-field-parent = Part of
assets-field-parent-none = Stands by itself
assets-field-status = Status
assets-field-installedOn = Installed on
assets-name-en = Name in English
assets-name-ar = Name in Arabic
assets-site-code = Site code
assets-site-code-help = Short: RTP
assets-site-zone = Time zone
assets-site-zone-help = Trends and times of the site are shown in it
assets-latitude = Latitude, degrees
assets-longitude = Longitude, degrees
assets-needed = This is needed.
assets-name-needed = Give a name in at least one language; it is then used for both.
assets-degrees-wrong = A number from −{ $most } to { $most }.
assets-degrees-both = Give both, or neither.
assets-day-wrong = A day as year-month-day: 2026-11-22.
assets-parent-self = An asset can't be a part of itself.

assets-tab-overview = Overview
assets-tab-trends = Trends
assets-tab-scores = Scores
assets-tab-orders = Work orders
assets-about = About
assets-children = Made of

assets-health = Health
assets-probability = Failure probability
assets-probability-short = Failure prob.
assets-probability-horizon = { $days ->
    [one] Failure probability, within { $days } day
   *[other] Failure probability, within { $days } days
  }
assets-life = Remaining life
assets-life-days = { $days ->
    [one] about { $days } day
   *[other] about { $days } days
  }
assets-life-unknown = no trend tells it
assets-data-quality = Data used
assets-score = Score
assets-score-insufficient = Not enough data for a score
assets-score-none-yet = This asset has not been scored yet. It will be, once its metrics have readings.
assets-why = Why
assets-no-factors = Nothing is out of the ordinary.
assets-factors-sum = Together { $points } points, which is what is missing to { 100 }.
assets-factors-more = { $count ->
    [one] and { $count } smaller reason, under Scores
   *[other] and { $count } smaller reasons, under Scores
  }
assets-factor-deviation = away from normal
assets-factor-limit = limit
assets-factor-trend = trend
assets-method-robust-deviation-v1 = Learned normal behaviour, limits and trend
assets-score-history = Health over time
assets-score-history-none = No scores in this time
assets-score-history-none-why = Choose a longer time, or wait for the next scoring.
assets-score-history-label = Health over time, { $health } at the end
assets-score-history-count = { $count ->
    [one] { $shown } score. The dashed lines are the bands: below { 40 } poor, below { 70 } fair.
   *[other] { $shown } scores. The dashed lines are the bands: below { 40 } poor, below { 70 } fair.
  }

assets-metrics = Metrics
assets-metric = Metric
assets-value = Value
assets-quality = Quality
assets-age = Age
assets-limits = Limits
assets-source = Source tag
assets-source-off = not collected
assets-source-away = source away
assets-source-fails = not delivered
assets-not-mapped = no signal
assets-no-metrics = Nothing is measured yet
assets-no-metrics-why = Map tags of an integration to this asset, or add a metric first and its signal later.
assets-go-map = To signal mappings
assets-metric-add = Add metric
assets-metric-edit = Metric { $name }
assets-metric-saved = Metric { $name } is saved.
assets-metric-name = Internal name
assets-metric-name-help = Small letters and underscores: bearing_temperature
assets-metric-name-wrong = Begin with a small letter; then small letters, digits and underscores, at most 64.
assets-metric-unit = Unit
assets-metric-unit-help = What its values are kept and shown in
assets-limits-edit = Edit metric and limits
assets-limit-field-highHigh = HH, very high
assets-limit-field-high = H, high
assets-limit-field-low = L, low
assets-limit-field-lowLow = LL, very low
assets-limit-field-deadband = Deadband
assets-limit-field-onDelaySeconds = On delay
assets-limit-field-offDelaySeconds = Off delay
assets-limits-order = Limits must fall from HH over H and L to LL.
assets-number-wrong = This is not a number.
assets-not-negative = This can't be negative.
assets-limit-none = No limits
assets-limit-normal = Within its limits
assets-limit-low = Below its low limit
assets-limit-low-low = Below its very low limit
assets-limit-high = Above its high limit
assets-limit-high-high = Above its very high limit
assets-limit-short-low = Low
assets-limit-short-low-low = Very low
assets-limit-short-high = High
assets-limit-short-high-high = Very high

assets-no-orders = No work orders
assets-no-orders-why = Orders made here, or from an accepted recommendation, are listed with their status.
assets-order-add = Create work order
assets-order-add-for = Work order for { $tag }
assets-order-made = Work order { $number } is made.
assets-order-number = Number
assets-order-title = Title
assets-order-title-en = Title in English
assets-order-title-ar = Title in Arabic
assets-order-title-needed = Give a title in at least one language.
assets-order-description = Description
assets-order-type = Type
assets-order-type-corrective = Corrective
assets-order-type-preventive = Preventive
assets-order-type-predictive = Predictive
assets-order-type-inspection = Inspection
assets-order-priority = Priority
assets-order-status = Status
assets-order-status-open = Open
assets-order-status-assigned = Assigned
assets-order-status-in-progress = In progress
assets-order-status-done = Done
assets-order-status-cancelled = Cancelled
assets-order-assignee = Assigned to
assets-order-due = Due on
assets-order-hours = Estimated hours
assets-order-created = Made at

trend-toolbar = Trend
trend-range-1h = 1 h
trend-range-8h = 8 h
trend-range-1d = 24 h
trend-range-7d = 7 d
trend-range-30d = 30 d
trend-range-custom = From … to
trend-from = From
trend-to = To
trend-custom-apply = Show
trend-custom-wrong = The beginning must be a time before the end.
trend-earlier = Earlier
trend-later = Later
trend-zoom-in = Zoom in
trend-zoom-out = Zoom out
trend-now = Now
trend-line-stepped = Values hold until the next (stepped). Press for straight lines.
trend-line-linear = Straight lines. Press for steps.
trend-scale-auto = Scales follow the values. Press to lock them.
trend-scale-locked = Scales are locked. Press to follow the values.
trend-measure-on = Two cursors with difference
trend-measure-off = Put the two cursors away
trend-data = Data
trend-copy = Copy as CSV
trend-save = Save as CSV…
trend-copied = { $count ->
    [one] { $count } moment is copied.
   *[other] { $count } moments are copied.
  }
trend-not-copied = The clipboard is not available here. Save the data as a file instead.
trend-saved = { $name } is saved.
trend-pens = { $count ->
    [one] { $count } pen
   *[other] { $count } pens
  }
trend-pens-full = At most { $most } pens at once.
trend-pen-hide = Hide { $metric }
trend-pen-show = Show { $metric }
trend-pen-remove = Remove { $metric } from the trend
trend-pen-limits = Show limits of { $metric }
trend-legend-shown = Shown
trend-legend-metric = Metric
trend-legend-newest = Newest value
trend-legend-quality = Quality
trend-legend-min = Least
trend-legend-mean = Mean
trend-legend-max = Greatest
trend-legend-limits = Limits
trend-legend-limits-help = Draw this metric's limits in the chart
trend-legend-remove = Remove
trend-chart-label = Trend of { $tag }
trend-gap = Gap: { $reason }
trend-gap-reason-connection-lost = connection lost
trend-gap-reason-queue-overflow = server's queue overflowed
trend-gap-reason-notifications-lost = messages lost on the way
trend-gap-reason-not-collecting = not being collected
trend-gap-reason-store-unavailable = local store could not take readings
trend-no-signals = Nothing to draw yet
trend-no-signals-why = None of the metrics has a signal. Map tags of an integration to this asset.
trend-no-pens = No pen is chosen
trend-no-pens-why = Choose metrics under the button with the pens.
trend-no-readings = No readings in this time
trend-no-readings-why = Choose another range, or check that the integration is started.
trend-foot = { $points } points stand for { $readings } readings, least and greatest kept
trend-keys = Drag or wheel to zoom, Shift-drag to move, ← → + − End by keyboard
