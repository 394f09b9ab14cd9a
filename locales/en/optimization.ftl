# Maintenance prioritization: what to do, and why an input was refused.
action-immediate = Immediate maintenance required
action-schedule-7-days = Schedule maintenance within 7 days
action-monitor = Monitor

optimization-caution-data-quality = Only { $share } % of the wanted readings were there and good: check the measurement before the work.
optimization-input-out-of-range = Asset { $asset } has { $field } { $value }, which is not from { $min } to { $max }.
optimization-input-out-of-range-remedy = Score the asset again, then run the prioritization once more.
optimization-weight-out-of-range = The weight { $value } of the criticality "{ $criticality }" is not from 0 to 10.
optimization-weight-out-of-range-remedy = Enter a weight from 0 to 10.
optimization-asset-twice = Asset { $asset } was given twice.
optimization-asset-twice-remedy = Give each asset once, with its newest score.

optimization-tie-before-probability = Same priority as rank { $rank }; this one comes first because its failure probability is higher.
optimization-tie-after-probability = Same priority as rank { $rank }, which comes first because its failure probability is higher.
optimization-tie-before-criticality = Same priority and failure probability as rank { $rank }; this one comes first because it is more critical.
optimization-tie-after-criticality = Same priority and failure probability as rank { $rank }, which comes first because it is more critical.
optimization-tie-before-order = All figures are the same as those of rank { $rank }; the more critical asset comes first, then the one entered first.
optimization-tie-after-order = All figures are the same as those of rank { $rank }; the more critical asset comes first, then the one entered first.

# Deferral cost: what putting a job off costs.
deferral-replace-at = The best age to renew at is { $age } hours; the asset has reached { $now }. Renewed at that age, an hour of life costs { NUMBER($rate, maximumFractionDigits: 2) } in the long run.
deferral-run-to-failure = No age is worth a planned renewal: run to failure, at { NUMBER($rate, maximumFractionDigits: 2) } an hour in the long run.
deferral-act-now = Today is the cheapest day: each day of waiting adds more risk than the longer life is worth.
deferral-wait = Waiting { $days } days is cheapest: it saves { NUMBER($saving, maximumFractionDigits: 0) }, at a risk of failure of { NUMBER($risk, maximumFractionDigits: 1) } %.
deferral-parameter-not-positive = The parameter { $name } of the failure model is { $value }; it must be a positive number.
deferral-table-row = Row { $row } of the survival table (age { $age }, survival { $survival }) does not go on from the row before it: ages must rise, survival must fall from 1 and stay above 0.
deferral-table-endless = The survival table ends without any loss: add the age at which assets fail.
deferral-observation = Life { $row } of the history, from { $entry } to { $exit }, is no span of operating hours.
deferral-too-few-failures = The history holds failures: { $failures }. A fit needs failures at two different ages at least.
deferral-no-maximum = The history does not tell how the asset ages: add lives that failed at other ages.
deferral-out-of-range = The field { $field } is { $value }; it must be from { $min } to { $max }.
deferral-band-without-fit = A confidence band needs a fitted Weibull model.
deferral-free-work = Planned and unplanned work must cost something: enter their costs.

# Dispatch: who does what when, what is left out, and why.
dispatch-no-skill = Nobody has skill { $skill } at level { $level } with all else that the order needs.
dispatch-remedy-skill = Train or hire somebody with skill { $skill } at level { $level }.
dispatch-no-part = Part { $part } is missing: { $missing } too few in every van and depot.
dispatch-remedy-part = Order { $missing } of part { $part }.
dispatch-no-tool = Nobody who could do it has tool { $tool }, and no depot has it.
dispatch-remedy-tool = Put tool { $tool } into a depot or a van.
dispatch-waits-for = It must follow order { $order }, which is left out.
dispatch-remedy-first = Bring order { $order } into the plan first.
dispatch-no-time = No shift of those who could do it has room for { $minutes } minutes and the way.
dispatch-remedy-shift = Give { $engineer } a shift within the horizon.
dispatch-remedy-longer-shift = { $minutes } more minutes for { $engineer } on day { $day } would do.
dispatch-remedy-window = Widen the time window of the order, its lock or its release.
dispatch-cheaper-to-wait = There is room, but doing it costs { $cost } and leaving it out { $unassigned }.
dispatch-remedy-weight = From a priority of { $weight } on it is worth doing.
dispatch-crowded-out = All { $candidates } shifts that could take it are full of work that costs less to do.
dispatch-same-engineer-full = { $engineer } does order { $order } and must do this one too, but has no room for it.
dispatch-fault = The field { $field } is out of its range or does not fit the rest.
dispatch-fault-order = Order { $order }: { $field } is out of its range.
dispatch-fault-engineer = Engineer { $engineer }: { $field } is out of its range.
dispatch-conflict-alone = Order { $orders } cannot be done as it is locked.
dispatch-conflict-alone-remedy = Release that decision, or widen what stands in its way.
dispatch-conflict-skill = Order { $orders } is locked to { $engineer }, who has not all skills that it needs.
dispatch-conflict-skill-remedy = Keep it with somebody who has the skills, or release it.
dispatch-conflict-off = Order { $orders } is locked to a day on which { $engineer } does not work, or is booked all day.
dispatch-conflict-off-remedy = Keep another day, or give the engineer a shift.
dispatch-conflict-early = Order { $orders } is locked to a day before which it may not begin.
dispatch-conflict-early-remedy = Keep a later day, or change when it may begin.
dispatch-conflict-twice = Order { $orders } is locked twice, to other engineers or days.
dispatch-conflict-twice-remedy = Release one of the two decisions.
dispatch-conflict-circle = These orders wait for each other in a circle: { $orders }.
dispatch-conflict-circle-remedy = Take one of these orders out of the circle.
dispatch-conflict-backwards = Of the orders { $orders } the first is locked to a later day than the one that must follow it.
dispatch-conflict-backwards-remedy = Keep the first earlier, or the second later.
dispatch-conflict-parts = The locked orders { $orders } need more of a part than there is.
dispatch-conflict-parts-remedy = Release one of these decisions, or order the part.
dispatch-conflict-hours = The locked orders { $orders } do not fit into the hours they are locked to.
dispatch-conflict-hours-remedy = Release one of these decisions, or lengthen a shift.
