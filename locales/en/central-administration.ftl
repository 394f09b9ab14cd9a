# People, workstations, tenants and settings of a central tenant

central-last-administrator = Somebody must stay who can manage people: this is the last active administrator.
central-last-administrator-remedy = Make somebody else an administrator first.
central-own-role = Nobody changes their own role or deactivates themselves.
central-own-role-remedy = Ask another administrator.
central-email-taken = Somebody of your tenant has this e-mail address already.
central-email-taken-remedy = Use another address, or open that person.
central-workstation-known = This workstation has asked to be enrolled already.
central-workstation-known-remedy = Look for it in the list of workstations.
central-secret-changed = This secret has been changed on another workstation meanwhile.
central-secret-changed-remedy = Save it once more if your value is the right one.
central-too-many = Too many workstations wait to be enrolled.
central-too-many-remedy = Ask an administrator to enrol or remove some of them first.
user-own-password = Your own password is not reset here.
user-own-password-remedy = Change it under your name, with the present one at hand.
tenant-code-malformed = This is no code of a tenant.
tenant-code-malformed-remedy = It has 2 to 32 capital letters from A to Z, digits, hyphens or underscores, and begins with a letter or a digit: ACME-JUBAIL.
tenant-code-reserved = The code { $code } is kept for the product itself.
tenant-code-reserved-remedy = Choose another one: PLATFORM, and whatever begins with SMOKE_TEST, are the product's own tenants.
tenant-code-taken = There is a tenant with this code already.
tenant-code-taken-remedy = Choose another code. One that was disabled comes back with “optria central enable-tenant”.
tenant-is-the-platform = This is the platform's own tenant.
tenant-is-the-platform-remedy = It is always active, and you act in it while no other one is open.
tenant-is-disabled = This tenant is disabled.
tenant-is-disabled-remedy = Enable it first, then open it.
tenant-reason-malformed = Opening a tenant needs a reason of 8 to 500 characters on one line.
tenant-reason-malformed-remedy = Say why you look into it, for instance the number of the support case. Its administrators will read it.
setting-unknown = There is no such setting.
setting-unknown-remedy = Load the page again; another version may have made it.

# Secrets that workstations share

secret-too-long = The secret in the field { $field } is longer than 16 KiB.
secret-too-long-remedy = Paste the password or the key alone.
secret-too-many-workstations = So many workstations are enrolled that a secret can't be sealed to all of them.
secret-too-many-workstations-remedy = Remove workstations that are no longer in use.
secret-not-sealed = The secret could not be sealed to the other workstations.
secret-not-sealed-remedy = It is kept on this workstation. Try again; if it stays so, give the details to support.
sealed-secret-not-for-us = A secret from another workstation is not sealed to this one.
sealed-secret-not-for-us-remedy = Ask an administrator to seal the secrets anew at a workstation that can open them.
sealed-secret-damaged = A secret from another workstation can't be opened: it is damaged.
sealed-secret-damaged-remedy = Enter it again in the integration.
sealed-secret-misplaced = A secret from another workstation belongs elsewhere than where it was found, and is not used.
sealed-secret-misplaced-remedy = Tell your administrator: somebody may have changed the central database. Enter the secret again in the integration.
sealed-secret-overtaken = The field { $field } was given another value at another workstation while this one was offline. That value is in force.
sealed-secret-overtaken-remedy = If the one that was entered here is the right one, enter it again.
