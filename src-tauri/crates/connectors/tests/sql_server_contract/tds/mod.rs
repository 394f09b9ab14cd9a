//! A contract server for the parts of TDS 7.4 that the connector's driver uses (MS-TDS): PRELOGIN with and without TLS,
//! LOGIN7, SQL batches, sp_executesql, attention. It keeps what it was told; what it answers is the test's.

pub mod hear;
pub mod tell;
mod wire;

use hear::{Asked, Login};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use tell::{Column, Value};
use testkit::postgres::Certificates;
use tokio::{net::TcpListener, task::JoinSet};
use tokio_util::sync::CancellationToken;

pub const USER: &str = "optria";
pub const PASSWORD: &str = "hunter2-of-the-reader";

/// What the server says of encryption in PRELOGIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encryption {
    /// It has none.
    NotSupported,
    /// It does it where the client wants it.
    Offered,
    /// It insists.
    Required,
}

/// What becomes of a right name and password.
#[derive(Clone, Debug, PartialEq)]
pub enum SignIn {
    Accepted,
    Refused {
        number: u32,
        state: u8,
        text: &'static str,
    },
    SentOn {
        host: String,
        port: u16,
    },
    /// Nothing, and the connection stays.
    Silence,
    Closed,
}

#[derive(Clone, Debug)]
pub enum Answer {
    Rows(Vec<Column>, Vec<Vec<Value>>),
    Error {
        number: u32,
        state: u8,
        class: u8,
        text: String,
    },
    /// Nothing until an attention comes, which is acknowledged.
    UntilAttention,
    /// Nothing, and attention is not heeded.
    Deaf,
    Closed,
    /// Bytes that are no token.
    Nonsense,
}

pub fn error(number: u32, text: &str) -> Answer {
    Answer::Error { number, state: 1, class: 16, text: text.to_owned() }
}

pub type Behaviour = Box<dyn FnMut(&Asked) -> Answer + Send>;

pub struct Options {
    pub encryption: Encryption,
    pub certificates: Option<Certificates>,
    pub sign_in: SignIn,
}

impl Default for Options {
    fn default() -> Self {
        Self { encryption: Encryption::Offered, certificates: None, sign_in: SignIn::Accepted }
    }
}

/// What all connections share.
pub struct Shared {
    pub options: Options,
    pub behaviour: Mutex<Behaviour>,
    pub logins: Mutex<Vec<Login>>,
    pub asked: Mutex<Vec<Asked>>,
    pub attentions: Mutex<usize>,
}

pub struct Server {
    pub port: u16,
    pub shared: Arc<Shared>,
    running: Option<CancellationToken>,
}

impl Server {
    pub async fn start(options: Options, behaviour: impl FnMut(&Asked) -> Answer + Send + 'static) -> Self {
        let shared = Arc::new(Shared {
            options,
            behaviour: Mutex::new(Box::new(behaviour)),
            logins: Mutex::default(),
            asked: Mutex::default(),
            attentions: Mutex::default(),
        });
        let mut server = Self { port: 0, shared, running: None };
        server.restart().await;
        server
    }

    /// On the same port as before.
    pub async fn restart(&mut self) {
        let listener = loop {
            match TcpListener::bind(("127.0.0.1", self.port)).await {
                Ok(listener) => break listener,
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            }
        };
        self.port = listener.local_addr().unwrap().port();
        let (shared, running) = (self.shared.clone(), CancellationToken::new());
        self.running = Some(running.clone());
        tokio::spawn(async move {
            let mut connections = JoinSet::new();
            loop {
                tokio::select! {
                    // Dropping the set ends every connection in the middle of whatever it does.
                    () = running.cancelled() => return,
                    Ok((tcp, _)) = listener.accept() => { connections.spawn(wire::serve(tcp, shared.clone())); }
                }
            }
        });
    }

    pub fn kill(&mut self) {
        if let Some(running) = self.running.take() {
            running.cancel();
        }
    }

    pub fn logins(&self) -> Vec<Login> {
        self.shared.logins.lock().unwrap().clone()
    }

    /// The texts of what was asked by sp_executesql.
    pub fn questions(&self) -> Vec<Asked> {
        self.shared.asked.lock().unwrap().iter().filter(|a| !a.is_batch).cloned().collect()
    }

    pub fn batches(&self) -> Vec<String> {
        self.shared.asked.lock().unwrap().iter().filter(|a| a.is_batch).map(|a| a.text.clone()).collect()
    }

    pub fn attentions(&self) -> usize {
        *self.shared.attentions.lock().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}
