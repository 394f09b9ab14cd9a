# The action log, diagnostics and the support bundle

action-detail = { $detail }
action-log-reason = Done: { $reason }
action-log-export-too-long = More than 500,000 entries would be exported.
action-log-export-too-long-remedy = Choose a shorter time, a person or an action, and export again.
support-bundle-unwritable = The support bundle cannot be written to { $file }.
support-bundle-unwritable-remedy = Choose a folder that you may write to and that has room.

work-order-not-in-system = The asset of this work order is not known in any maintenance system.
work-order-not-in-system-remedy = Take it in on the page of the SAP or Oracle EAM integration, then send the order.
work-order-closed-for-system = The work order is done or cancelled.
work-order-closed-for-system-remedy = Only an order that is still to be done is sent.
system-integration-stopped = The integration { $name } is stopped: nothing is sent.
system-integration-stopped-remedy = Start the integration, then send the order.
system-integration-elsewhere = Another workstation runs the integration { $name }; orders are sent from there.
system-integration-elsewhere-remedy = Send the order at that workstation, or stop the integration there and start it here.
maintenance-history-read = Changes read from { $system }: { $read }. Failures and maintenance recorded or changed: { $recorded }.
maintenance-orders-read = Orders read from { $system }: { $read }. Work orders made or changed: { $changed }.
maintenance-orders-strange = Orders of { $system } whose status is not known here were not taken in: { $count }. One of them is { $number }, with the status “{ $told }”.
work-order-owned-by-system = This work order is order { $number } of { $system }.
work-order-owned-by-system-remedy = Change its state, title, priority and due day in { $system }: what is changed there comes here with the next reading. Assignee, hours, type, Arabic title and description are changed here.
dispatch-owned-by-system = Orders of a maintenance system are not in this plan, since they are scheduled there: { $count }.

followed-order-told = { $system } says: { $told }
followed-order-title = Title changed in { $system }: { $title }
followed-order-priority = Priority changed in { $system }: { $priority ->
    [critical] critical
    [high] high
    [medium] medium
   *[low] low
  }
followed-order-due = Due day changed in { $system }: { $day }
followed-order-moved = Moved in { $system } to { $tag }
followed-order-status = { $status ->
    [open] Open again by { $system }
    [in_progress] Begun in { $system }
    [done] Completed in { $system }
   *[cancelled] Cancelled in { $system }
  }
followed-order-gone = { $system } has no order of this number any more
followed-order-back = { $system } has the order again
followed-otherwise-gone = { $system } has no order of this number any more. Ask there what became of it; this work order stays as it is.
followed-otherwise-unseen = { $system } has not said yet how the order stands; the next reading will tell.
followed-otherwise-unknown = The status “{ $told }” in { $system } is not known here; this work order stays as it is.
followed-otherwise-status = The order is { $there ->
    [open] open
    [in_progress] in progress
    [done] completed
   *[cancelled] cancelled
  } in { $system } and { $here ->
    [open] open
    [assigned] assigned
    [in_progress] in progress
    [done] done
   *[cancelled] cancelled
  } here. Whoever knows which is right corrects the other.
followed-otherwise-object = In { $system } the order is now for object { $object }, which this asset does not stand for.
