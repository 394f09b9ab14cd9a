# Signal mappings: browsing a source, drawing mappings, the list, import and export.
mappings-integration = Integration
mappings-tag = Source tag
mappings-asset = Asset
mappings-asset-choose = Choose
mappings-metric = Metric
mappings-source-unit = Source unit
mappings-metric-unit = Metric unit
mappings-scale = Scale
mappings-offset = Offset
mappings-conversion = Conversion
mappings-conversion-help = Source value × scale + offset, then from the source's unit to the metric's
mappings-value = Value
mappings-quality = Quality
mappings-age = Age
mappings-active = Active
mappings-on = On
mappings-off = Off
mappings-search = Tag, asset or metric
mappings-show-all = All
mappings-show-active = Active
mappings-show-not-delivering = Not delivering
mappings-show-bad = Bad
mappings-show-stale = Stale
mappings-none-found = No mapping matches
mappings-none-found-why = Change the search or take a filter away.
mappings-empty = No signal mappings yet
mappings-empty-why = Map tags of an integration to the metrics of assets: by browsing, or from a CSV file.
mappings-empty-no-integration = Add a data source first. Its tags can then be mapped to the metrics of assets.

mappings-map = Map tags
mappings-map-title = Map tags of { $name }
mappings-browse-title = Tags of the source
mappings-browse-tree = Tags of the source
mappings-browse-search = Search the whole source
mappings-browse-error = Could not be loaded. Press to try again.
mappings-browse-more = Load more
mappings-browse-nothing = Nothing below
mappings-not-a-number = Not a number, so it can't be mapped
mappings-choose-all = { $count ->
    [one] Choose { $count } here
   *[other] Choose all { $count } here
  }
mappings-search-none = No tag found
mappings-search-none-why = Search looks at names and tags of variables. Try a part of the name.
mappings-search-count = { $count ->
    [one] { $count } tag
   *[other] { $count } tags
  }
mappings-search-truncated = The first { $count } tags only: there are more. Type more of the name.
mappings-basket = { $count ->
    [0] Chosen
    [one] { $count } tag chosen
   *[other] { $count } tags chosen
  }
mappings-basket-clear = Clear
mappings-basket-empty = Nothing chosen yet
mappings-basket-empty-why = Check tags on the other side. Shift takes a whole stretch, a folder all that is loaded in it.
mappings-basket-remove = Take { $name } out
mappings-map-selected = { $count ->
    [0] Go on
    [one] Go on with { $count } tag
   *[other] Go on with { $count } tags
  }
mappings-back = Back to the tags
mappings-for-all = { $count ->
    [one] For { $count } tag at once
   *[other] For all { $count } tags at once
  }
mappings-for-all-hint = A metric that the asset does not have yet is made, in the metric unit. Names are proposed from the tags and can be changed.
mappings-preview = Source now → metric
mappings-preview-waiting = waiting for a value…
mappings-shared = Another tag here feeds the same metric
mappings-save = { $count ->
    [one] Save { $count } mapping
   *[other] Save { $count } mappings
  }
mappings-wrong = { $count ->
    [one] { $count } row is not complete.
   *[other] { $count } rows are not complete.
  }
mappings-created = { $count ->
    [one] { $count } mapping is saved.
   *[other] { $count } mappings are saved.
  }
mappings-refused = { $count ->
    [one] { $count } mapping was refused; its row says why.
   *[other] { $count } mappings were refused; their rows say why.
  }
mappings-problem-asset = Choose an asset.
mappings-problem-metric = Small letters, digits, underscores.
mappings-problem-unit = Choose a unit.
mappings-problem-decimal = A plain decimal: 0.1
mappings-problem-scale-zero = A scale of 0 would make every reading the offset.

mappings-edit = Edit mapping
mappings-saved = The mapping is saved.
mappings-sampling = Sampling interval, ms
mappings-sampling-help = Empty: as the integration
mappings-deadband = Deadband
mappings-deadband-help = In the source's raw unit; empty: none
mappings-bulk = What to do with those selected
mappings-selected = { $count ->
    [one] { $shown } selected
   *[other] { $shown } selected
  }
mappings-select-all = Select all { $shown } that match
mappings-select-none = Select none
mappings-activate = { $count ->
    [one] Activate { $count }
   *[other] Activate { $count }
  }
mappings-activated = { $count ->
    [one] { $count } mapping is active.
   *[other] { $count } mappings are active.
  }
mappings-deactivate = Deactivate { $count }
mappings-deactivate-title = { $count ->
    [one] Deactivate { $count } mapping?
   *[other] Deactivate { $count } mappings?
  }
mappings-deactivate-effect = { $count ->
    [one] { $count } signal is no longer collected. What is stored stays.
   *[other] { $count } signals are no longer collected. What is stored stays.
  }
mappings-deactivated = { $count ->
    [one] { $count } mapping is off.
   *[other] { $count } mappings are off.
  }
mappings-delete = Delete { $count }
mappings-delete-title = { $count ->
    [one] Delete { $count } mapping?
   *[other] Delete { $count } mappings?
  }
mappings-delete-effect = { $count ->
    [one] { $count } signal is no longer collected, and its trend can no longer be shown. This can't be undone.
   *[other] { $count } signals are no longer collected, and their trends can no longer be shown. This can't be undone.
  }
mappings-deleted = { $count ->
    [one] { $count } mapping is deleted.
   *[other] { $count } mappings are deleted.
  }

mappings-export = Export
mappings-export-workbook = Excel workbook (XLSX)
mappings-export-plain = CSV
mappings-export-excel = CSV for Excel
mappings-exported = { $name } is saved.
mappings-import = Import
mappings-import-title = Import signal mappings
mappings-import-why = The file has the columns of an export. Nothing is written before you have seen what each row would do; rows that are in order are taken even if others are refused, and mappings that the file does not name stay as they are.
mappings-import-choose = Choose file…
mappings-import-or-paste = or paste below
mappings-import-paste = Paste CSV here, with its header line
mappings-import-check = Check rows
mappings-import-line = Line
mappings-import-verdict = Verdict
mappings-import-target = Asset and metric
mappings-import-changes = Changes and problems
mappings-import-shown = { $shown } of { $all } rows are shown: refused ones first, then those that change something.
mappings-import-empty = (empty)
mappings-import-mode = What is done with rows
mappings-import-mode-merge = Merge
mappings-import-mode-merge-help = New mappings are made; of those that are there only what a row gives changes. An empty cell keeps what is there.
mappings-import-mode-create = Create
mappings-import-mode-create-help = New mappings are made; those that are there stay as they are.
mappings-import-mode-overwrite = Overwrite
mappings-import-mode-overwrite-help = New mappings are made; those that are there become what the row says. An empty cell is the default.
mappings-import-mode-delete = Delete
mappings-import-mode-delete-help = The mappings that the rows name are deleted.
mappings-column-source-unit = Source unit
mappings-column-scale = Scale
mappings-column-offset = Offset
mappings-column-active = Active
mappings-column-sampling-ms = Sampling, ms
mappings-column-deadband = Deadband
mappings-verdict-create = New
mappings-verdict-update = Changed
mappings-verdict-delete = Deleted
mappings-verdict-kept = There already
mappings-verdict-unchanged = Unchanged
mappings-verdict-refused = Refused
mappings-import-apply = { $count ->
    [0] Nothing to write
    [one] Write { $count } mapping
   *[other] Write { $count } mappings
  }
mappings-import-apply-delete = { $count ->
    [0] Nothing to delete
    [one] Delete { $count } mapping
   *[other] Delete { $count } mappings
  }
mappings-import-apply-without = { $count ->
    [0] Nothing to write
    [one] Write { $count } mapping, leave { $refused } refused
   *[other] Write { $count } mappings, leave { $refused } refused
  }
mappings-imported = { $created } new, { $updated } changed.
mappings-imported-deleted = { $created } new, { $updated } changed, { $deleted } deleted.
mappings-last-import = Last import:
mappings-last-import-counts = { $created } new, { $updated } changed, { $deleted } deleted
mappings-undo = Undo import
mappings-undo-title = Undo the last import?
mappings-undo-effect = { $created } new mappings are deleted, { $updated } get back what they had, { $deleted } deleted ones are put back. What somebody has changed since stays as it is.
mappings-undone = { $restored ->
    [one] Undone: { $restored } mapping is as it was.
   *[other] Undone: { $restored } mappings are as they were.
  }
mappings-undone-left = { $restored } mappings are as they were; { $left } were changed since and stay.

mappings-basket-more = { $count ->
    [one] and one more
   *[other] and { $shown } more
  }
mappings-gather = Take all below
mappings-gather-all = Whole source
mappings-gather-title = Take a whole subtree
mappings-gather-below = All tags below
mappings-gather-root = the root of the source
mappings-gather-running = Browsing…
mappings-gather-stopped = Stopped
mappings-gather-failed = Interrupted
mappings-gather-done = All has been seen
mappings-gather-found = { $count ->
    [0] no tag that can be mapped yet
    [one] one tag that can be mapped
   *[other] { $shown } tags that can be mapped
  }
mappings-gather-browsed = { $browsed } nodes browsed, { $waiting } waiting
mappings-gather-others = { $count ->
    [one] One variable holds no number and is left out.
   *[other] { $shown } variables hold no number and are left out.
  }
mappings-gather-deep = { $count ->
    [one] One node lies too deep and was left out.
   *[other] { $shown } nodes lie too deep and were left out.
  }
mappings-gather-full = More than { $most } are better mapped from a file: take these, or choose a smaller subtree.
mappings-gather-stop = Stop
mappings-gather-resume = Go on
mappings-gather-skip = Leave this node out
mappings-gather-take = { $count ->
    [one] Take { $shown } tag
   *[other] Take { $shown } tags
  }
mappings-rule = By rule…
mappings-rule-title = Map by a rule on tag names
mappings-rule-why = A regular expression finds the asset's tag and the metric's name in each tag. You see what comes out while you type; nothing is stored before you save the mappings.
mappings-rule-on = Matched against
mappings-rule-on-name = Name
mappings-rule-on-tag = Whole tag
mappings-rule-on-path = Path
mappings-rule-pattern = Pattern
mappings-rule-pattern-help = Groups in brackets can be used below: (?<asset>…) is { $asset }, the first group $1.
mappings-rule-asset = Asset
mappings-rule-asset-help = The tag of an asset that is there
mappings-rule-metric = Metric
mappings-rule-metric-help = Becomes lower case with underscores
mappings-rule-unit = Source unit
mappings-rule-unit-help = Empty: what the source tells
mappings-rule-matched = Matched
mappings-rule-refused = Matched, of no use
mappings-rule-not-matched = Not matched
mappings-rule-shown = The first { $shown } of { $all } are shown; all are filled in.
mappings-rule-most = A rule takes { $most } tags at a time: the first ones.
mappings-rule-fill = { $count ->
    [0] Nothing to fill in
    [one] Fill in { $shown } row
   *[other] Fill in { $shown } rows
  }
mappings-suggest = Suggest
mappings-suggest-one = Suggestion:
mappings-suggest-comma = {"; "}
mappings-suggest-take = Take
mappings-suggest-take-all = { $count ->
    [one] Take { $shown } suggestion
   *[other] Take all { $shown } suggestions
  }
mappings-suggested = { $count ->
    [0] Nothing is alike enough to be suggested.
    [one] One suggestion, with its reason below the row.
   *[other] { $shown } suggestions, each with its reason below the row.
  }

mappings-drift = Check against source
mappings-drift-title = Check { $name } against its source
mappings-drift-why = Each active mapping is compared with what the source has now: whether its tag is there, holds a number, has the name and type that it had when it was first compared, and is told in the unit that was mapped. Nothing is changed before you bind it anew; the signal keeps its trend.
mappings-drift-checked = { $checked } of { $total } mappings checked
mappings-drift-count = { $count ->
    [one] One is not as it was mapped
   *[other] { $shown } are not as they were mapped
  }
mappings-drift-none = The source is as it was mapped
mappings-drift-none-why = Every tag is there, holds a number under its name and type, and is told in the unit that was mapped.
mappings-drift-again = Check again
mappings-drift-gone = The source has no such tag.
mappings-drift-no-number = It holds no number any more: { $type }.
mappings-drift-renamed = It was { $before }; the source now calls it { $now }: look whether it is still the same signal.
mappings-drift-other-type = Its type was { $before }, now it is { $now }.
mappings-drift-take-as-is = Keep it as it is now
mappings-drift-unit = Mapped in { $before }, the source tells { $now }.
mappings-drift-dimension = Mapped in { $before }, the source tells { $now }, which measures something else: look whether it is still the same signal.
mappings-drift-take-unit = Take { $unit }
mappings-drift-find = Find it
mappings-drift-take-tag = Bind to { $path }
mappings-drift-bind = Bind to this
mappings-drift-no-candidate = No other tag of this name is in the source. Map the new tag, and delete this mapping.
mappings-rebound = The mapping is bound anew.
