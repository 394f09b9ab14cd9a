//! A Kerberos domain of its own for one test, on 127.0.0.1: MIT's KDC, a person with a password, the service
//! `HTTP/localhost`, and an Apache (mod_auth_gssapi) that lets in who has a ticket and hands on to a server behind it.
//! Nothing of the machine's own configuration is read or written.

use crate::counterparts::process::free_port;
use std::{
    fs,
    io::Write,
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

const REALM: &str = "OPTRIA.TEST";
const PERSON: &str = "engineer";
const PASSWORD: &str = "ticket-hunter2";
const START_TIMEOUT: Duration = Duration::from_secs(20);
const PROGRAMS: [&str; 6] = ["krb5kdc", "kdb5_util", "kadmin.local", "kinit", "apache2", "faketime"];

/// Whether all of it is installed. Says on stderr why a test is passed over; panics instead where
/// `OPTRIA_REQUIRE_COUNTERPARTS` is set.
pub fn available() -> bool {
    let missing: Vec<_> = PROGRAMS.into_iter().filter(|name| program(name).is_none()).collect();
    let module = Path::new(MODULES).join("mod_auth_gssapi.so").exists();
    if missing.is_empty() && module {
        return true;
    }
    let message = format!("SKIPPED: no Kerberos domain can be made here ({missing:?}); run `cargo xtask setup`");
    assert!(std::env::var_os("OPTRIA_REQUIRE_COUNTERPARTS").is_none(), "{message}");
    eprintln!("{message}");
    false
}

const MODULES: &str = "/usr/lib/apache2/modules";

pub struct Domain {
    folder: tempfile::TempDir,
    kdc_port: u16,
    kdc: Option<Child>,
    apache: Option<Child>,
}

impl Domain {
    /// With nobody signed in.
    pub fn start() -> Self {
        let folder = tempfile::Builder::new().prefix("optria-krb5-").tempdir().expect("a temporary folder can be made");
        let mut domain = Self { folder, kdc_port: free_port(), kdc: None, apache: None };
        domain.configure();
        domain.run("kdb5_util", &["create", "-s", "-r", REALM, "-P", "master"]);
        domain.administer(&format!("addprinc -pw {PASSWORD} {PERSON}"));
        domain.administer("addprinc -randkey HTTP/localhost");
        let keytab = domain.path("service.keytab");
        domain.administer(&format!("ktadd -k {} HTTP/localhost", keytab.display()));
        // Apache's workers are somebody else where it is started by root.
        make_readable(&keytab, 0o644);
        make_readable(domain.folder.path(), 0o755);
        let mut kdc = domain.command("krb5kdc");
        kdc.arg("-n").stdout(Stdio::null()).stderr(Stdio::null());
        domain.kdc = Some(kdc.spawn().expect("the KDC can be run"));
        answering(domain.kdc_port, "the KDC");
        domain
    }

    /// What a program is told to be in this domain.
    pub fn environment(&self) -> [(&'static str, String); 3] {
        [
            ("KRB5_CONFIG", self.path("krb5.conf").display().to_string()),
            ("KRB5CCNAME", format!("FILE:{}", self.path("tickets").display())),
            ("KRB5_KDC_PROFILE", self.path("kdc.conf").display().to_string()),
        ]
    }

    /// The person gets a ticket for so long.
    pub fn sign_in(&self, lifetime: Duration) {
        let mut kinit = self.command("kinit");
        kinit.args(["-l", &format!("{}s", lifetime.as_secs()), PERSON]).stdin(Stdio::piped()).stdout(Stdio::null());
        let mut child = kinit.spawn().expect("kinit can be run");
        let mut stdin = child.stdin.take().expect("it is piped");
        stdin.write_all(format!("{PASSWORD}\n").as_bytes()).expect("kinit reads");
        drop(stdin);
        assert!(child.wait().expect("kinit ends").success(), "no ticket");
    }

    /// The service gets another key, of which its server does not know.
    pub fn change_the_services_key(&self) {
        self.administer("cpw -randkey HTTP/localhost");
    }

    pub fn stop_the_controller(&mut self) {
        ended(&mut self.kdc);
    }

    /// Apache before a server on `behind` which it signs in to with `authorization`; its own port. `clock_ahead` in
    /// minutes.
    pub fn guard(&mut self, behind: u16, authorization: &str, clock_ahead: u32) -> u16 {
        ended(&mut self.apache);
        let port = free_port();
        let of = |name: &str| self.path(name).display().to_string();
        let modules = [
            "mpm_event",
            "unixd",
            "authn_core",
            "authz_core",
            "authz_user",
            "auth_gssapi",
            "headers",
            "proxy",
            "proxy_http",
        ];
        let loaded: Vec<String> = modules
            .into_iter()
            .map(|name| (name, format!("{MODULES}/mod_{name}.so")))
            // Some are built in.
            .filter(|(_, file)| Path::new(file).exists())
            .map(|(name, file)| format!("LoadModule {name}_module {file}"))
            .collect();
        let text = format!(
            "ServerRoot {folder}\nServerName localhost\nListen 127.0.0.1:{port}\nPidFile {pid}\nErrorLog {log}\n{loaded}\n\
             DefaultRuntimeDir {folder}\nUser www-data\nGroup www-data\n\
             <Location />\nAuthType GSSAPI\nAuthName \"PI\"\nGssapiCredStore keytab:{keytab}\nRequire valid-user\n\
             RequestHeader set Authorization \"{authorization}\"\nProxyPass http://127.0.0.1:{behind}/\n</Location>\n",
            folder = self.folder.path().display(),
            pid = of("apache.pid"),
            log = of("apache.log"),
            loaded = loaded.join("\n"),
            keytab = of("service.keytab"),
        );
        fs::write(self.path("apache.conf"), text).expect("the domain's folder can be written");
        let program = program("apache2").expect("looked for before");
        let mut command = match clock_ahead {
            0 => self.command_at(&program),
            minutes => {
                let mut command = self.command("faketime");
                command.args(["-f", &format!("+{minutes}m")]).arg(&program);
                command
            }
        };
        command.arg("-f").arg(self.path("apache.conf")).arg("-DFOREGROUND").stdout(Stdio::null()).stderr(Stdio::null());
        self.apache = Some(command.spawn().expect("Apache can be run"));
        answering(port, "Apache");
        port
    }

    fn configure(&self) {
        let folder = self.folder.path().display();
        let port = self.kdc_port;
        let client = format!(
            "[libdefaults]\ndefault_realm = {REALM}\ndns_lookup_kdc = false\ndns_lookup_realm = false\nrdns = false\n\
             dns_canonicalize_hostname = false\n[realms]\n{REALM} = {{\nkdc = 127.0.0.1:{port}\n}}\n\
             [domain_realm]\nlocalhost = {REALM}\n127.0.0.1 = {REALM}\n"
        );
        let controller = format!(
            "[kdcdefaults]\nkdc_listen = 127.0.0.1:{port}\nkdc_tcp_listen = 127.0.0.1:{port}\n[realms]\n{REALM} = {{\n\
             database_name = {folder}/principal\nkey_stash_file = {folder}/stash\nacl_file = {folder}/kadm5.acl\n\
             max_life = 10h\n}}\n[logging]\nkdc = FILE:{folder}/kdc.log\n"
        );
        fs::write(self.path("krb5.conf"), client).expect("the domain's folder can be written");
        fs::write(self.path("kdc.conf"), controller).expect("the domain's folder can be written");
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, name: &str) -> Command {
        self.command_at(&program(name).expect("looked for before"))
    }

    fn command_at(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.envs(self.environment()).stdin(Stdio::null());
        command
    }

    fn administer(&self, what: &str) {
        self.run("kadmin.local", &["-r", REALM, "-q", what]);
    }

    fn run(&self, name: &str, arguments: &[&str]) {
        let done = self.command(name).args(arguments).output().expect("looked for before");
        assert!(done.status.success(), "{name} {arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    }
}

impl Drop for Domain {
    fn drop(&mut self) {
        // Apache ends its workers where it is asked to, and not where it is killed.
        if let Ok(pid) = fs::read_to_string(self.path("apache.pid")) {
            let _ = Command::new("kill").arg(pid.trim()).status();
            std::thread::sleep(Duration::from_millis(200));
        }
        ended(&mut self.apache);
        ended(&mut self.kdc);
    }
}

fn ended(child: &mut Option<Child>) {
    if let Some(mut child) = child.take() {
        let _ = child.kill();
        let _ = child.wait();
    }
}

fn answering(port: u16, who: &str) {
    let began = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(began.elapsed() < START_TIMEOUT, "{who} does not answer");
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn make_readable(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("it is ours");
}

/// They lie where a person's own PATH does not look.
fn program(name: &str) -> Option<PathBuf> {
    ["/usr/sbin", "/usr/bin"].into_iter().map(|folder| Path::new(folder).join(name)).find(|file| file.exists())
}
