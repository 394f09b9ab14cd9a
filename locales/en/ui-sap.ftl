# SAP Plant Maintenance in the window: objects taken in as assets, work orders sent.

ui-sap-title = From SAP
ui-sap-objects = Assets known in SAP
ui-sap-read-at = Changes last read
ui-sap-changed-until = Last change in SAP
ui-sap-notifications = Notifications read
ui-sap-failures = Failures recorded
ui-sap-none-yet = No asset stands for an object of SAP yet: its notifications are passed over, and no work order can be sent. Take equipment in first.
ui-sap-take-in = Take objects in
ui-sap-take-in-title = Objects of SAP as assets
ui-sap-take-in-why = Nothing is made until you take it in. What has the tag code of an asset of the site comes to stand for that asset; everything else becomes a new one.
ui-sap-kind = Kind
ui-sap-kind-equipment = Equipment
ui-sap-kind-functional-location = Functional locations
ui-sap-text = Name contains
ui-sap-read = Read from SAP
ui-sap-more = Read more
ui-sap-no-site = There is no site yet: make one on the assets page first.
ui-sap-choose-all = Choose all that can be taken in
ui-sap-object = In SAP
ui-sap-name = Name
ui-sap-verdict = What becomes of it
ui-sap-verdict-new = New asset
ui-sap-verdict-same-tag = Same tag: stands for the asset that is there
ui-sap-verdict-linked = Taken in already:
ui-sap-verdict-out-of-use = No longer used in SAP
ui-sap-family = Family
ui-sap-family-choose = Choose
ui-sap-plant = Plant
ui-sap-take = { $count ->
    [0] Take in
    [one] Take { $count } in
   *[other] Take { $count } in
  }
ui-sap-taken-in = New assets: { $created }. Linked to assets that were there: { $linked }.
ui-sap-order-title = In SAP
ui-sap-system = System
ui-sap-order-state = State
ui-sap-order-number = Order number in SAP
ui-sap-order-not-sent = Not sent
ui-sap-order-waiting = Waits to be sent
ui-sap-order-sending = Sent; SAP has not confirmed it yet
ui-sap-order-there = In SAP
ui-sap-order-refused = Not taken by SAP
ui-sap-send = Send to SAP
ui-sap-send-again = Send again
