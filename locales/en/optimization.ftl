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
