# The frame around every page.

ui-nav = Pages
ui-nav-dashboard = Dashboard
ui-nav-assets = Assets
ui-nav-integrations = Integrations
ui-nav-optimization = Optimization
ui-nav-work-orders = Work orders
ui-nav-people = People
ui-nav-settings = Settings
ui-skip-to-content = Skip to content
ui-page-not-allowed = This page is not part of your role
ui-page-not-allowed-why = It needs the right to { $capability }. Ask an administrator.

ui-palette-search = Go to, do, switch…
ui-palette-nothing = No such action here
ui-group-go = Go to
ui-group-page = On this page
ui-group-reading = Reading
ui-group-session = Session

ui-switch-language = التبديل إلى العربية
ui-theme = Theme
ui-theme-light = Light
ui-theme-dark = Dark
ui-theme-auto = As the computer
ui-use-theme-light = Use the light theme
ui-use-theme-dark = Use the dark theme
ui-switch-digits = Switch digits: 123 / ١٢٣
ui-switch-utc = Switch times: site zone / UTC

ui-my-account = My account
ui-lock = Lock
ui-unlock = Unlock
ui-sign-out = Sign out
ui-connections-count = { $count } { $state }

ui-recovery-title = The local store was found damaged and was rebuilt.
ui-recovery-salvaged = { $count ->
    [one] { $shown } row was saved.
   *[other] { $shown } rows were saved.
  }
ui-recovery-unknown = What was carried over can no longer be told.
ui-recovery-seen = I have seen it
ui-recovery-set-aside = The damaged file was kept as
ui-recovery-incomplete = Not fully readable:
ui-settings-lost = The workspace's own settings were lost with the damaged file.
ui-settings-lost-why = Until they are set anew, demo mode is on: no external call is made and real sources are not collected.
ui-settings-lost-mend = Set name, time zone, currency and demo mode anew
ui-settings-lost-ask = Ask an administrator to set them anew.
