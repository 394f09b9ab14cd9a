//! A forwarder before a server: counts connections, cuts them, loses answers, and stands for a port that is not the
//! advertised one.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};
use testkit::counterparts::Counterpart;
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
};

/// What a request is on the wire, where nothing is secured: the node id of its encoding (OPC UA Part 6, 5.2.2.9).
pub type Request = [u8; 4];
/// `i=826`
pub const PUBLISH: Request = [0x01, 0x00, 0x3A, 0x03];
/// `i=832`
pub const REPUBLISH: Request = [0x01, 0x00, 0x40, 0x03];

pub struct Proxy {
    port: u16,
    shared: Arc<Shared>,
    /// Raised by each cut; while it is odd nothing gets through.
    cuts: watch::Sender<usize>,
}

#[derive(Default)]
struct Shared {
    connections: AtomicUsize,
    published: AtomicUsize,
    republished: AtomicUsize,
    /// How often the server said something.
    answers: AtomicUsize,
    /// What the server says gets lost.
    is_deaf: AtomicBool,
    /// The next Republish reaches the server, and its answer is lost.
    loses_republished: AtomicBool,
}

impl Proxy {
    pub async fn start(to: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::<Shared>::default();
        let (cuts, cut) = watch::channel(0);
        let own = shared.clone();
        tokio::spawn(async move {
            while let Ok((from, _)) = listener.accept().await {
                own.connections.fetch_add(1, Ordering::SeqCst);
                let mut cut = cut.clone();
                if *cut.borrow_and_update() % 2 == 1 {
                    continue;
                }
                let shared = own.clone();
                tokio::spawn(async move {
                    let Ok(there) = TcpStream::connect(("127.0.0.1", to)).await else { return };
                    let ((from_read, from_write), (to_read, to_write)) = (from.into_split(), there.into_split());
                    tokio::select! {
                        () = shared.ask(from_read, to_write) => {}
                        () = shared.answer(to_read, from_write) => {}
                        _ = cut.changed() => {}
                    }
                });
            }
        });
        Self { port, shared, cuts }
    }

    /// The server's URL with this port.
    pub fn url(&self, server: &Counterpart) -> String {
        server.endpoint_url().replace(&server.port().to_string(), &self.port.to_string())
    }

    pub fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::SeqCst)
    }

    /// How many such requests there were.
    pub fn asked(&self, request: Request) -> usize {
        let count = if request == PUBLISH { &self.shared.published } else { &self.shared.republished };
        count.load(Ordering::SeqCst)
    }

    /// Cuts what is connected and lets nothing through, or lets it through again.
    pub fn toggle(&self) {
        self.cuts.send_modify(|n| *n += 1);
        self.shared.is_deaf.store(false, Ordering::SeqCst);
    }

    /// The server's messages are taken from it and lost, until the next [`Self::toggle`].
    pub fn lose_answers(&self) {
        self.shared.is_deaf.store(true, Ordering::SeqCst);
    }

    /// The connection breaks between the next Republish (unsecured) and its answer.
    pub fn lose_the_next_republished(&self) {
        self.shared.loses_republished.store(true, Ordering::SeqCst);
    }
}

impl Shared {
    async fn ask(&self, mut client: impl AsyncRead + Unpin, mut server: impl AsyncWrite + Unpin) {
        let mut bytes = vec![0; 65_536];
        while let Ok(count @ 1..) = client.read(&mut bytes).await {
            let asks = |request: Request| bytes[..count].windows(4).filter(|w| *w == request).count();
            self.published.fetch_add(asks(PUBLISH), Ordering::SeqCst);
            if asks(REPUBLISH) > 0 {
                self.republished.fetch_add(1, Ordering::SeqCst);
                if self.loses_republished.swap(false, Ordering::SeqCst) {
                    self.is_deaf.store(true, Ordering::SeqCst);
                    let before = self.answers.load(Ordering::SeqCst);
                    let _ = server.write_all(&bytes[..count]).await;
                    // Nothing else is on its way while a message is repeated: what the server says next is it.
                    while self.answers.load(Ordering::SeqCst) == before {
                        tokio::time::sleep(Duration::from_millis(10)).await;
                    }
                    self.is_deaf.store(false, Ordering::SeqCst);
                    return;
                }
            }
            if server.write_all(&bytes[..count]).await.is_err() {
                return;
            }
        }
    }

    async fn answer(&self, mut server: impl AsyncRead + Unpin, mut client: impl AsyncWrite + Unpin) {
        let mut bytes = vec![0; 65_536];
        while let Ok(count @ 1..) = server.read(&mut bytes).await {
            self.answers.fetch_add(1, Ordering::SeqCst);
            if !self.is_deaf.load(Ordering::SeqCst) && client.write_all(&bytes[..count]).await.is_err() {
                return;
            }
        }
    }
}
