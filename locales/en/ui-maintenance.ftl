# Maintenance systems (SAP, Oracle EAM) in the window: objects taken in as assets, work orders sent. { $system } is what people
# call the system.

ui-system-title = From { $system }
ui-system-objects = Assets known in { $system }
ui-system-read-at = Changes last read
ui-system-changed-until = Last change in { $system }
ui-system-changes = Changes read
ui-system-recorded = Failures and maintenance recorded
ui-system-none-yet = No asset stands for an object of { $system } yet: what happens there is passed over, and no work order can be sent. Take objects in first.
ui-system-take-in = Take objects in
ui-system-take-in-title = Objects of { $system } as assets
ui-system-take-in-why = Nothing is made until you take it in. What has the tag code of an asset of the site comes to stand for that asset; everything else becomes a new one.
ui-system-kind = Kind
ui-system-kind-equipment = Equipment
ui-system-kind-functional-location = Functional locations
ui-system-text = Contains
ui-system-read = Read from { $system }
ui-system-more = Read more
ui-system-no-site = There is no site yet: make one on the assets page first.
ui-system-choose-all = Choose all that can be taken in
ui-system-object = In { $system }
ui-system-name = Name
ui-system-verdict = What becomes of it
ui-system-verdict-new = New asset
ui-system-verdict-same-tag = Same tag: stands for the asset that is there
ui-system-verdict-linked = Taken in already:
ui-system-verdict-out-of-use = No longer used in { $system }
ui-system-family = Family
ui-system-family-choose = Choose
ui-system-plant = Plant
ui-system-serial-number = Serial number
ui-system-location = Location
ui-system-take = { $count ->
    [0] Take in
    [one] Take { $count } in
   *[other] Take { $count } in
  }
ui-system-taken-in = New assets: { $created }. Linked to assets that were there: { $linked }.
ui-system-order-title = In { $system }
ui-system-name-of = System
ui-system-order-state = State
ui-system-order-number = Order number in { $system }
ui-system-order-not-sent = Not sent
ui-system-order-waiting = Waits to be sent
ui-system-order-sending = Sent; { $system } has not confirmed it yet
ui-system-order-there = In { $system }
ui-system-order-refused = Not taken by { $system }
ui-system-send = Send to { $system }
ui-system-send-again = Send again
ui-system-orders = Orders of { $system } as work orders
ui-system-order-there-kind = Type in { $system }
ui-system-order-there-status = State in { $system }
ui-system-order-there-told = In its own words
ui-system-order-completed = Completed in { $system }
ui-system-order-seen = Last seen there
ui-system-order-status-unknown = Not known here
ui-system-order-gone = No longer there
ui-system-order-owned = Order of { $system }: its state, title, priority and due day are changed there
ui-order-mark-otherwise = { $system } says otherwise: see the page of the order
ui-system-order-taken-in = Taken in from { $system }
