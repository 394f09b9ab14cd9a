# Setting up: what was found of each step, what stands in the way, why a mark is refused.
onboarding-profile-marked = Marked as complete.
onboarding-profile-unmarked = Not marked yet.
onboarding-profile-incomplete = The tenant's profile is not complete.
onboarding-profile-incomplete-remedy = Fill in name, time zone and currency, then mark it.
onboarding-tenant-opened = You have opened another tenant: this page shows the workspace's own.
onboarding-tenant-opened-remedy = Close that tenant, or mark the profile at one of its own workstations.
onboarding-integrations = { $count ->
    [0] No integration yet.
    [one] One integration.
   *[other] { $count } integrations.
  }
onboarding-tested = { $all ->
    [0] Nothing to test yet.
   *[other] { $count } of { $all } known to work.
  }
onboarding-tested-elsewhere = Tested at another workstation of the tenant.
onboarding-test-simulated = Demo mode is on: a test of { $name } is simulated and proves nothing. Switch demo mode off in Settings, then test.
onboarding-test-failed = The last test of { $name } failed. Test again to see at which stage.
onboarding-mappings = { $count ->
    [0] No active signal mapping yet.
    [one] One active signal mapping.
   *[other] { $count } active signal mappings.
  }
onboarding-cost-model = Version { $version } of your own is in force.
onboarding-cost-model-example = The built-in example is in force.
onboarding-optimized = An optimization has been run.
onboarding-not-optimized = No optimization has ended yet.
