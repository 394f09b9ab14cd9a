//! One connection: packets, TLS inside them, and what is answered to what.

use super::{
    Answer, Encryption, PASSWORD, Shared, SignIn, USER,
    hear::{self, Asked},
    tell::{self, DONE_ATTENTION, DONE_ERROR, DONE_FINAL},
};
use rustls::{
    ServerConfig, ServerConnection,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
};
use std::{
    io::{self, Read, Write},
    sync::Arc,
};
use testkit::postgres::Certificates;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

const BATCH: u8 = 1;
const RPC: u8 = 3;
const ATTENTION: u8 = 6;
const LOGIN: u8 = 0x10;
const PRELOGIN: u8 = 0x12;
const ANSWER: u8 = 4;
const PACKET: usize = 4096;

pub async fn serve(tcp: TcpStream, shared: Arc<Shared>) {
    let _ = tcp.set_nodelay(true);
    // A client that goes away in the middle is no fault of the server's.
    let _ = Connection { tcp, tls: None, plain: Vec::new() }.serve(&shared).await;
}

struct Connection {
    tcp: TcpStream,
    tls: Option<Box<ServerConnection>>,
    /// Decrypted and not yet read.
    plain: Vec<u8>,
}

impl Connection {
    async fn serve(mut self, shared: &Shared) -> io::Result<()> {
        let (kind, message) = self.message().await?;
        if kind != PRELOGIN {
            return Ok(());
        }
        let wants = encryption_of(&message);
        let told = match (shared.options.encryption, wants) {
            (Encryption::Required, 2) => 3,
            (Encryption::NotSupported, _) | (_, 2) => 2,
            _ => 1,
        };
        self.tell(ANSWER, &prelogin(told)).await?;
        if told == 3 {
            return Ok(());
        }
        if told == 1 {
            self.shake_hands(shared.options.certificates.as_ref().expect("TLS is offered with a certificate")).await?;
        }
        let (kind, message) = self.message().await?;
        assert_eq!(kind, LOGIN);
        let login = hear::login(&message);
        shared.logins.lock().unwrap().push(login.clone());
        if (login.user.as_str(), login.password.as_str()) != (USER, PASSWORD) {
            let text = format!("Login failed for user '{}'.", login.user);
            return self.refuse(18456, 1, 14, &text).await;
        }
        match shared.options.sign_in.clone() {
            SignIn::Accepted => {
                self.tell(ANSWER, &[tell::login_accepted(), tell::done(DONE_FINAL)].concat()).await?;
            }
            SignIn::SentOn { host, port } => {
                let told = [tell::login_accepted(), tell::sent_on(&host, port), tell::done(DONE_FINAL)].concat();
                return self.tell(ANSWER, &told).await;
            }
            SignIn::Refused { number, state, text } => return self.refuse(number, state, 14, text).await,
            SignIn::Silence => std::future::pending().await,
            SignIn::Closed => return Ok(()),
        }
        loop {
            let (kind, message) = self.message().await?;
            let asked = match kind {
                BATCH => hear::batch(&message),
                RPC => hear::rpc(&message),
                ATTENTION => {
                    *shared.attentions.lock().unwrap() += 1;
                    self.tell(ANSWER, &tell::done(DONE_ATTENTION)).await?;
                    continue;
                }
                other => panic!("a message of type {other}"),
            };
            shared.asked.lock().unwrap().push(asked.clone());
            match answer(&asked, shared) {
                Told::Tokens(tokens) => self.tell(ANSWER, &tokens).await?,
                Told::Nothing => {}
                Told::Deaf => std::future::pending().await,
                Told::Closed => return Ok(()),
            }
        }
    }

    async fn refuse(&mut self, number: u32, state: u8, class: u8, text: &str) -> io::Result<()> {
        self.tell(ANSWER, &[tell::error(number, state, class, text), tell::done(DONE_ERROR)].concat()).await
    }

    /// All packets of one message.
    async fn message(&mut self) -> io::Result<(u8, Vec<u8>)> {
        let mut whole = Vec::new();
        loop {
            let head = self.read(8).await?;
            let length = usize::from(u16::from_be_bytes([head[2], head[3]]));
            whole.extend(self.read(length - 8).await?);
            if head[1] & 1 != 0 {
                return Ok((head[0], whole));
            }
        }
    }

    async fn read(&mut self, count: usize) -> io::Result<Vec<u8>> {
        let Some(tls) = &mut self.tls else {
            let mut bytes = vec![0; count];
            self.tcp.read_exact(&mut bytes).await?;
            return Ok(bytes);
        };
        while self.plain.len() < count {
            let mut part = [0; PACKET];
            let read = self.tcp.read(&mut part).await?;
            if read == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let mut arrived = &part[..read];
            while !arrived.is_empty() {
                tls.read_tls(&mut arrived)?;
                tls.process_new_packets().map_err(io::Error::other)?;
                let mut plain = [0; 2 * PACKET];
                while let Ok(n @ 1..) = tls.reader().read(&mut plain) {
                    self.plain.extend(&plain[..n]);
                }
            }
        }
        Ok(self.plain.drain(..count).collect())
    }

    async fn tell(&mut self, kind: u8, message: &[u8]) -> io::Result<()> {
        let mut all = Vec::new();
        let parts: Vec<&[u8]> = message.chunks(PACKET - 8).collect();
        for (n, part) in parts.iter().enumerate() {
            all.extend([kind, u8::from(n + 1 == parts.len())]);
            all.extend(((part.len() + 8) as u16).to_be_bytes());
            all.extend([0, 0, n as u8, 0]);
            all.extend(*part);
        }
        let Some(tls) = &mut self.tls else { return self.tcp.write_all(&all).await };
        for part in all.chunks(PACKET) {
            tls.writer().write_all(part)?;
            let mut sealed = Vec::new();
            while tls.wants_write() {
                tls.write_tls(&mut sealed)?;
            }
            self.tcp.write_all(&sealed).await?;
        }
        Ok(())
    }

    /// TLS 1.2, as SQL Server does it inside PRELOGIN; 1.3 is spoken only where TLS comes before TDS.
    async fn shake_hands(&mut self, shown: &Certificates) -> io::Result<()> {
        let chain = CertificateDer::from_pem_slice(shown.certificate.as_bytes()).unwrap();
        let key = PrivateKeyDer::from_pem_slice(shown.key.as_bytes()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_protocol_versions(&[&rustls::version::TLS12])
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![chain], key)
            .unwrap();
        let mut tls = Box::new(ServerConnection::new(Arc::new(config)).unwrap());
        while tls.is_handshaking() {
            let (kind, message) = self.message().await?;
            if kind != PRELOGIN {
                return Err(io::ErrorKind::InvalidData.into());
            }
            let mut arrived = message.as_slice();
            while !arrived.is_empty() {
                tls.read_tls(&mut arrived)?;
                tls.process_new_packets().map_err(io::Error::other)?;
            }
            let mut told = Vec::new();
            while tls.wants_write() {
                tls.write_tls(&mut told)?;
            }
            if !told.is_empty() {
                self.tell(PRELOGIN, &told).await?;
            }
        }
        self.tls = Some(tls);
        Ok(())
    }
}

enum Told {
    Tokens(Vec<u8>),
    Nothing,
    Deaf,
    Closed,
}

/// Settings and transactions are the server's; every question is the test's.
fn answer(asked: &Asked, shared: &Shared) -> Told {
    let done = tell::done(DONE_FINAL);
    if asked.is_batch {
        return match asked.text.as_str() {
            "BEGIN TRANSACTION" => Told::Tokens([tell::transaction(true), done].concat()),
            text if text.contains("ROLLBACK TRANSACTION") => Told::Tokens([tell::transaction(false), done].concat()),
            text if text.starts_with("SET ") => Told::Tokens(done),
            other => panic!("a batch that nobody should send: {other}"),
        };
    }
    match (shared.behaviour.lock().unwrap())(asked) {
        Answer::Rows(columns, rows) => Told::Tokens([tell::rows(&columns, &rows), done].concat()),
        Answer::Error { number, state, class, text } => {
            Told::Tokens([tell::error(number, state, class, &text), tell::done(DONE_ERROR)].concat())
        }
        Answer::UntilAttention => Told::Nothing,
        Answer::Deaf => Told::Deaf,
        Answer::Closed => Told::Closed,
        Answer::Nonsense => Told::Tokens(vec![0x42; 40]),
    }
}

fn encryption_of(options: &[u8]) -> u8 {
    let option = options.chunks_exact(5).find(|o| o[0] == 1).expect("PRELOGIN says it");
    options[usize::from(u16::from_be_bytes([option[1], option[2]]))]
}

fn prelogin(encryption: u8) -> Vec<u8> {
    vec![0, 0, 11, 0, 6, 1, 0, 17, 0, 1, 0xFF, 16, 0, 0x10, 0, 0, 0, encryption]
}
