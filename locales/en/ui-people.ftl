# The people of the workspace.

ui-people-add = Add a person
ui-people-empty = Nobody yet
ui-people-name = Name
ui-people-you = you
ui-people-role = Role
ui-people-active = May sign in
ui-people-inactive = Switched off
ui-people-last-sign-in = Last sign-in
ui-people-may-sign-in = May sign in
ui-people-new-password = New password
ui-people-new-password-why = Leave empty to keep the present one.
