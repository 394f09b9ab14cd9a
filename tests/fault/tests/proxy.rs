//! The proxy spoils what it says it spoils: an echo behind it, and each weather before it.
#![allow(clippy::unwrap_used)]

use fault::{Proxy, Request, Weather};
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time::timeout,
};

const SOON: Duration = Duration::from_secs(5);
const QUIET: Duration = Duration::from_millis(150);

struct Echo {
    proxy: Proxy,
    /// Bytes that the server has received.
    heard: Arc<AtomicUsize>,
}

impl Echo {
    async fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let proxy = Proxy::start(listener.local_addr().unwrap()).await.unwrap();
        let heard = Arc::new(AtomicUsize::new(0));
        let counted = heard.clone();
        tokio::spawn(async move {
            while let Ok((mut socket, _)) = listener.accept().await {
                let counted = counted.clone();
                tokio::spawn(async move {
                    let mut buffer = [0; 4096];
                    while let Ok(count @ 1..) = socket.read(&mut buffer).await {
                        counted.fetch_add(count, Ordering::SeqCst);
                        if socket.write_all(&buffer[..count]).await.is_err() {
                            return;
                        }
                    }
                });
            }
        });
        Self { proxy, heard }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.proxy.address()).await.unwrap()
    }
}

/// What comes back of it; none where the connection ends.
async fn say(socket: &mut TcpStream, words: &str) -> Option<String> {
    socket.write_all(words.as_bytes()).await.ok()?;
    let mut back = vec![0; words.len()];
    timeout(SOON, socket.read_exact(&mut back)).await.unwrap().ok()?;
    Some(String::from_utf8(back).unwrap())
}

#[tokio::test]
async fn fair_weather_and_delay_and_throttle_let_everything_pass() {
    let echo = Echo::start().await;
    let mut socket = echo.connect().await;
    assert_eq!(say(&mut socket, "hello").await.as_deref(), Some("hello"));
    for (weather, least) in [
        (Weather::Delay(Duration::from_millis(60)), Duration::from_millis(120)),
        (Weather::Throttle { bytes_per_second: 100 }, Duration::from_millis(200)),
    ] {
        echo.proxy.set(weather.clone());
        let begun = Instant::now();
        assert_eq!(say(&mut socket, "ten bytes.").await.as_deref(), Some("ten bytes."));
        assert!(begun.elapsed() >= least, "{weather:?} took {:?}", begun.elapsed());
    }
}

#[tokio::test]
async fn a_cut_ends_what_there_is_and_away_refuses_what_comes() {
    let echo = Echo::start().await;
    let mut socket = echo.connect().await;
    assert!(say(&mut socket, "a").await.is_some());
    echo.proxy.set(Weather::Cut);
    assert_eq!(timeout(SOON, socket.read(&mut [0; 1])).await.unwrap().unwrap_or(0), 0);
    let mut socket = echo.connect().await;
    assert!(say(&mut socket, "b").await.is_some(), "after a cut a new connection is well");
    echo.proxy.set(Weather::Away);
    assert_eq!(say(&mut socket, "c").await, None);
    assert_eq!(say(&mut echo.connect().await, "d").await, None);
    echo.proxy.set(Weather::Fair);
    assert!(say(&mut echo.connect().await, "e").await.is_some());
}

#[tokio::test]
async fn a_cut_after_so_many_bytes_lets_just_these_pass() {
    let echo = Echo::start().await;
    let mut socket = echo.connect().await;
    echo.proxy.set(Weather::CutAfter { bytes: 25 });
    assert_eq!(say(&mut socket, "ten bytes.").await.as_deref(), Some("ten bytes."));
    assert_eq!(say(&mut socket, "ten bytes.").await, None);
    tokio::time::sleep(QUIET).await;
    assert_eq!(echo.heard.load(Ordering::SeqCst), 15);
}

#[tokio::test]
async fn half_open_tells_nobody_and_such_a_connection_never_comes_back() {
    let echo = Echo::start().await;
    let mut socket = echo.connect().await;
    assert!(say(&mut socket, "a").await.is_some());
    echo.proxy.set(Weather::HalfOpen);
    socket.write_all(b"lost").await.unwrap();
    assert!(timeout(QUIET, socket.read(&mut [0; 1])).await.is_err(), "no answer and no end");
    echo.proxy.set(Weather::Fair);
    socket.write_all(b"lost too").await.unwrap();
    assert!(timeout(QUIET, socket.read(&mut [0; 1])).await.is_err());
    assert_eq!(echo.heard.load(Ordering::SeqCst), 1);
    assert!(say(&mut echo.connect().await, "b").await.is_some());
}

#[tokio::test]
async fn an_answer_is_lost_after_its_request_was_heard() {
    for (weather, is_answered_in_vain) in
        [(Weather::AnswerLost as fn(Request) -> Weather, true), (Weather::Abandoned as fn(Request) -> Weather, false)]
    {
        let echo = Echo::start().await;
        let mut socket = echo.connect().await;
        echo.proxy.set(weather(Request { marker: b"apply".to_vec(), turns: 1 }));
        assert!(say(&mut socket, "select 1").await.is_some());
        assert!(say(&mut socket, "prepare apply").await.is_some());
        assert_eq!(say(&mut socket, "execute").await, None, "{is_answered_in_vain}");
        tokio::time::sleep(QUIET).await;
        assert_eq!(echo.heard.load(Ordering::SeqCst), "select 1prepare applyexecute".len());
    }
}
