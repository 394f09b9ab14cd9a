//! A forwarder before a server: counts connections, cuts them, and stands for a port that is not the advertised one.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use testkit::counterparts::Counterpart;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
};

pub struct Proxy {
    port: u16,
    connections: Arc<AtomicUsize>,
    /// Raised by each cut; while it is odd nothing gets through.
    cuts: watch::Sender<usize>,
}

impl Proxy {
    pub async fn start(to: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let connections = Arc::<AtomicUsize>::default();
        let (cuts, cut) = watch::channel(0);
        let counted = connections.clone();
        tokio::spawn(async move {
            while let Ok((mut from, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::SeqCst);
                let mut cut = cut.clone();
                if *cut.borrow_and_update() % 2 == 1 {
                    continue;
                }
                tokio::spawn(async move {
                    let Ok(mut there) = TcpStream::connect(("127.0.0.1", to)).await else { return };
                    tokio::select! {
                        _ = tokio::io::copy_bidirectional(&mut from, &mut there) => {}
                        _ = cut.changed() => {}
                    }
                });
            }
        });
        Self { port, connections, cuts }
    }

    /// The server's URL with this port.
    pub fn url(&self, server: &Counterpart) -> String {
        server.endpoint_url().replace(&server.port().to_string(), &self.port.to_string())
    }

    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// Cuts what is connected and lets nothing through, or lets it through again.
    pub fn toggle(&self) {
        self.cuts.send_modify(|n| *n += 1);
    }
}
