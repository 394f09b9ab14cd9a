# The action log, diagnostics and the support bundle

action-detail = { $detail }
action-log-reason = Done: { $reason }
action-log-export-too-long = More than 500,000 entries would be exported.
action-log-export-too-long-remedy = Choose a shorter time, a person or an action, and export again.
support-bundle-unwritable = The support bundle cannot be written to { $file }.
support-bundle-unwritable-remedy = Choose a folder that you may write to and that has room.

work-order-not-in-sap = The asset of this work order is not known in SAP.
work-order-not-in-sap-remedy = Take its equipment or functional location in on the page of the SAP integration, then send the order.
work-order-closed-for-sap = The work order is done or cancelled.
work-order-closed-for-sap-remedy = Only an order that is still to be done goes to SAP.
sap-integration-stopped = The integration { $name } is stopped: nothing goes to SAP.
sap-integration-stopped-remedy = Start the integration, then send the order.
sap-integration-elsewhere = Another workstation runs the integration { $name }; orders go to SAP from there.
sap-integration-elsewhere-remedy = Send the order at that workstation, or stop the integration there and start it here.
sap-history-read = Notifications read from SAP: { $notifications }. Failures recorded or changed: { $failures }.
