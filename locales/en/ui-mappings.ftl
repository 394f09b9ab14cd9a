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
mappings-import-problems = Problems
mappings-verdict-create = New
mappings-verdict-update = Changed
mappings-verdict-unchanged = Unchanged
mappings-verdict-refused = Refused
mappings-import-apply = { $count ->
    [0] Nothing to write
    [one] Write { $count } mapping
   *[other] Write { $count } mappings
  }
mappings-import-apply-without = { $count ->
    [0] Nothing to write
    [one] Write { $count } mapping, leave { $refused } refused
   *[other] Write { $count } mappings, leave { $refused } refused
  }
mappings-import-done = { $created } new, { $updated } changed.
