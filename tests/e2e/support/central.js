//! Steps of central mode that several tests take: through the wizard, and making a workstation of a tenant without it.

export const PASSWORD = "correct horse battery";

/** The wizard up to its test, with the authority's certificate or, with `pin`, the server's own. */
export async function fillWizard(surface, central, { login, code }, { pin = false, authority = central.authority } = {}) {
  await surface.click("first-run-connect");
  await surface.fill("central-host", central.host);
  await surface.fill("central-port", String(central.port));
  await surface.fill("central-database", central.database);
  await surface.click("connect-next");
  if (pin) {
    await surface.click("central-trust-certificate");
    await surface.click("central-inspect");
    await surface.click("central-pin");
  } else {
    await surface.fill("central-pem", authority);
  }
  await surface.click("connect-next");
  await surface.fill("connect-tenantCode", code);
  await surface.fill("connect-role", login.role);
  await surface.fill("connect-rolePassword", login.password);
  await surface.click("connect-next");
}

/** From the test to the dashboard; a first password is changed on the way. */
export async function finishWizard(surface, { email, password }) {
  await surface.attributeBecomes("central-test", "data-passed", "true");
  await surface.click("connect-next");
  await surface.fill("connect-email", email);
  await surface.fill("connect-password", password);
  await surface.click("connect-next");
  await surface.see("connect-password-due");
  await surface.fill("password-new", PASSWORD);
  await surface.fill("password-again", PASSWORD);
  await surface.click("connect-next");
  await surface.see("app-shell", 60_000);
}

/** As the wizard does, by the command alone. */
export function connect(host, central, { login, code }, { email, password, newPassword }) {
  return host.call("connect_workspace", {
    server: { host: central.host, port: central.port, database: central.database, trust: { kind: "authority", pem: central.authority } },
    tenantCode: code,
    role: login.role,
    rolePassword: login.password,
    email,
    password,
    ...(newPassword ? { newPassword } : {}),
  });
}

export async function signIn(surface, email, password) {
  await surface.fill("sign-in-email", email);
  await surface.fill("sign-in-password", password);
  await surface.click("sign-in-submit");
}
