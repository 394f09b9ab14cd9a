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
