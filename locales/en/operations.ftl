# The action log, diagnostics and the support bundle

action-detail = { $detail }
action-log-reason = Done: { $reason }
action-log-export-too-long = More than 500,000 entries would be exported.
action-log-export-too-long-remedy = Choose a shorter time, a person or an action, and export again.
support-bundle-unwritable = The support bundle cannot be written to { $file }.
support-bundle-unwritable-remedy = Choose a folder that you may write to and that has room.
