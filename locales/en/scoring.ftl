# Why an asset scores as it does. Numbers are in the metric's unit.
scoring-deviation-above = { $metric } is { $value } { $unit }, above its normal { $normal } (usually { $from } to { $to }).
scoring-deviation-below = { $metric } is { $value } { $unit }, below its normal { $normal } (usually { $from } to { $to }).
scoring-limit-near-high = { $metric } is { $value } { $unit }, close to its limit { $name } of { $limit }.
scoring-limit-near-low = { $metric } is { $value } { $unit }, close to its limit { $name } of { $limit }.
scoring-limit-beyond-high = { $metric } is { $value } { $unit }, above its limit { $name } of { $limit }.
scoring-limit-beyond-low = { $metric } is { $value } { $unit }, below its limit { $name } of { $limit }.
scoring-trend-rising = { $metric } rises by { $slope } { $unit } a day toward { $name } ({ $limit }): { $days ->
    [0] the trend has reached it
    [one] about { $days } day left
   *[other] about { $days } days left
}.
scoring-trend-falling = { $metric } falls by { $slope } { $unit } a day toward { $name } ({ $limit }): { $days ->
    [0] the trend has reached it
    [one] about { $days } day left
   *[other] about { $days } days left
}.
scoring-insufficient-no-metrics = Nothing is measured of this asset: map signals to its metrics.
scoring-insufficient-history = Normal behaviour is not learned yet: { $usable } of { $metrics } metrics have the { $hours } hours of good readings that it takes.
scoring-insufficient-recent = Too few good readings in the last { $hours } hours: { $usable } of { $metrics } metrics have enough.
