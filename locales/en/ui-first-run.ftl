# First run, sign-in, unlock, passphrase.

ui-not-opened = The workspace could not be opened
ui-first-run-title = How do you want to begin?
ui-first-run-lead = Everything stays on this computer, in an encrypted store. No server and no network are needed.
ui-first-run-demo = Demo plant
ui-first-run-demo-1 = Three sites with more than sixty machines and four hundred live signals
ui-first-run-demo-2 = Several faults developing, ready to be found
ui-first-run-demo-3 = One person for each role, to look around as
ui-first-run-empty = Empty workspace
ui-first-run-empty-1 = Connect your own OPC UA servers, PI, databases, SAP and Oracle EAM
ui-first-run-empty-2 = Bring in your assets and map their tags
ui-first-run-empty-3 = You become the first administrator
ui-first-run-note = The demo plant is simulated and marked so everywhere. A workspace of your own never mixes with it.

ui-first-administrator = Your workspace and its first administrator
ui-first-administrator-lead = There is no default password: choose one that you alone know.
ui-workspace-name = Name of the workspace
ui-workspace-default-name = My plant
ui-time-zone = Time zone
ui-currency = Currency
ui-display-name = Your name
ui-email = E-mail
ui-email-wrong = An e-mail address such as name@plant.example
ui-password = Password
ui-password-again = Password again
ui-password-rule = At least { $least } characters
ui-password-short = At least { $least } characters are needed
ui-password-differs = The two are not the same
ui-create-workspace = Create workspace

ui-passphrase = Passphrase
ui-passphrase-again = Passphrase again
ui-passphrase-title = Open the store
ui-keychain-needed-title = The keychain does not answer
ui-keychain-needed-missing = The key of this store is held by the computer's keychain, and no keychain is running now. Sign in to the computer with its desktop session (on Linux: a Secret Service such as GNOME Keyring), then try again. Nothing is lost.
ui-keychain-needed-locked = The key of this store is held by the computer's keychain, and the keychain is locked. Unlock it, then try again. Nothing is lost.
ui-keychain-needed-available = The computer's keychain is there but does not hold the key of this store. Sign in to the computer as the person who made the store, then try again.
ui-passphrase-choose = Choose a passphrase
ui-passphrase-why-available = This store was made with a passphrase, because there was no keychain then. Give it to open the store.
ui-passphrase-why-missing = This computer offers no keychain, so the store is protected by a passphrase. Give it to open the store.
ui-passphrase-why-locked = The computer's keychain is locked. Unlock it and start again, or give the store's passphrase.
ui-passphrase-new-why-available = The store is encrypted with a key made from this passphrase.
ui-passphrase-new-why-missing = This computer offers no keychain to hold the store's key. The store is encrypted with a passphrase instead; it is asked for at each start.
ui-passphrase-new-why-locked = The computer's keychain is locked. Unlock it and start again, or encrypt the store with a passphrase that is asked for at each start.
ui-passphrase-warning = Keep it safe. Without it the store can't be opened by anyone, and it can't be recovered.

ui-sign-in-title = Sign in
ui-sign-in = Sign in
ui-demo-people = Look around as one of the demo plant's people
ui-demo-password = The password of all five:
ui-unlock-title = Locked
ui-unlock-lead = { $name } is signed in. Collection goes on meanwhile.
ui-restore-title = Take the workspace over
ui-restore-lead = The damaged file held the people who administer this workspace, and they could not be read. Everything else that could be read is kept. Name the workspace and make its administrator anew.
ui-restore = Take over
