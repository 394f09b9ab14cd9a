# Production risk: why an intervention is not in the plan, and why an input is refused.
production-risk-why-saves-nothing = No start of this work lowers the risk: its hours out cost as much as the failures it prevents.
production-risk-why-other-is-better = Another intervention on the same asset lowers the risk more.
production-risk-why-no-start = No start fits its window and the horizon.
production-risk-why-locked = It was decided before that it is not done, or not at another time.
production-risk-why-crew = In period { $period } it would save { $saving }, but crew { $crew } has no room.
production-risk-why-budget = In period { $period } it would save { $saving }, but the budget has no room.
production-risk-why-in-work = In period { $period } it would save { $saving }, but too many of the parallel units would be in work.
production-risk-why-exclusion = In period { $period } it would save { $saving }, but it must not be in work together with another asset that is.
production-risk-why-not-found = In period { $period } it would save { $saving }, and nothing forbids it: the search ended too early. Run again with more time.

production-risk-number = Row { $row } of "{ $whose }": { $field } is not a number that can be planned with.
production-risk-number-remedy = Correct the value and run again.
production-risk-count = Row { $row } of "{ $whose }": { $field } has { $given } values where { $expected } are needed.
production-risk-count-remedy = Give one value for each period, or each asset.
production-risk-unknown = Row { $row } of "{ $whose }" names { $field } { $given }, which does not exist.
production-risk-unknown-remedy = Choose one that exists and run again.
production-risk-two-groups = Asset { $row } is in two groups of parallel equipment.
production-risk-two-groups-remedy = Leave it in one group.
production-risk-nothing = There is no period or no scenario to plan for.
production-risk-nothing-remedy = Set a horizon of at least one period and at least one scenario.
production-risk-too-large = The run would hold { $values } values of risk; { $most } is the most.
production-risk-too-large-remedy = Choose fewer scenarios, or longer periods.
production-risk-problem = The input cannot be planned with: { $detail }
production-risk-problem-remedy = Correct the input and run again.
