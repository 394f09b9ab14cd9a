//! A TCP proxy on loopback that spoils what passes through it: delayed, throttled, cut at once or after so many bytes,
//! half open (both ends believe in a connection over which nothing comes any more), and cut between a commit and its
//! answer. It knows nothing of what it carries; what it is to spoil next is drawn from a seed by whoever asks it.

use parking_lot::Mutex;
use rand::{Rng, rngs::StdRng};
use std::{io, net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{
        TcpListener, TcpStream,
        tcp::{ReadHalf, WriteHalf},
    },
    sync::watch,
    task::AbortHandle,
};

/// What happens to everything that passes from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Weather {
    Fair,
    /// Every piece comes so much later.
    Delay(Duration),
    Throttle {
        bytes_per_second: u32,
    },
    /// Connections end, and new ones end at once.
    Away,
    /// Connections that there are end; new ones are well.
    Cut,
    /// Ends once so many bytes have passed, both ways counted together.
    CutAfter {
        bytes: u64,
    },
    /// Nothing passes any more, and nobody is told.
    HalfOpen,
    /// The request passes, the server does what it says and answers, and the answer is lost with the connection.
    AnswerLost(Request),
    /// The connection ends as soon as the request has passed: the server is still at it when the client asks again.
    Abandoned(Request),
}

/// Which request: the one that contains `marker`, or the `turns`-th after it (a prepared statement is executed one turn
/// after its text was sent).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub marker: Vec<u8>,
    pub turns: u32,
}

impl Weather {
    /// Any fault there is, each as likely as the others.
    pub fn draw(rng: &mut StdRng, request: &Request) -> Self {
        match rng.random_range(0..8) {
            0 => Self::Delay(Duration::from_millis(rng.random_range(1..30))),
            1 => Self::Throttle { bytes_per_second: rng.random_range(20_000..200_000) },
            2 => Self::Away,
            3 => Self::Cut,
            4 => Self::CutAfter { bytes: rng.random_range(1..6_000) },
            5 => Self::HalfOpen,
            6 => Self::AnswerLost(request.clone()),
            _ => Self::Abandoned(request.clone()),
        }
    }
}

/// Listens until it is dropped.
pub struct Proxy {
    address: SocketAddr,
    weather: watch::Sender<Weather>,
    listener: AbortHandle,
}

impl Proxy {
    pub async fn start(target: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let weather = watch::Sender::new(Weather::Fair);
        let forecast = weather.clone();
        let task = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let weather = forecast.subscribe();
                if *weather.borrow() != Weather::Away {
                    tokio::spawn(carry(client, target, weather));
                }
            }
        });
        Ok(Self { address, weather, listener: task.abort_handle() })
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn set(&self, weather: Weather) {
        self.weather.send_replace(weather);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.listener.abort();
        self.weather.send_replace(Weather::Away);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Up,
    Down,
}

/// What one connection has seen under the present weather.
struct Seen {
    bytes: u64,
    last: Way,
    /// Turns since the marker passed.
    turns: Option<u32>,
    /// The request that was meant has passed.
    is_asked: bool,
    /// Something was swallowed: what came after it would be another story.
    is_dead: bool,
}

impl Seen {
    fn under_new_weather(is_dead: bool) -> Self {
        Self { bytes: 0, last: Way::Down, turns: None, is_asked: false, is_dead }
    }

    /// Whether the piece is (part of) the request that is meant.
    fn is_meant(&mut self, piece: &[u8], request: &Request) -> bool {
        self.turns = match self.turns {
            Some(turns) => Some(turns + u32::from(self.last == Way::Down)),
            None => piece.windows(request.marker.len()).any(|w| w == request.marker).then_some(0),
        };
        self.turns.is_some_and(|turns| turns >= request.turns)
    }
}

async fn carry(mut client: TcpStream, target: SocketAddr, mut weather: watch::Receiver<Weather>) {
    let Ok(mut server) = TcpStream::connect(target).await else { return };
    let _ = (client.set_nodelay(true), server.set_nodelay(true));
    let seen = Arc::new(Mutex::new(Seen::under_new_weather(false)));
    let (from_client, to_client) = client.split();
    let (from_server, to_server) = server.split();
    let (up, down) = (weather.clone(), weather.clone());
    let turn = async {
        loop {
            if weather.changed().await.is_err() || matches!(*weather.borrow(), Weather::Away | Weather::Cut) {
                return;
            }
            let mut seen = seen.lock();
            *seen = Seen::under_new_weather(seen.is_dead);
        }
    };
    // Whichever ends first ends both: the sockets are dropped with this function.
    tokio::select! {
        () = turn => {}
        () = pump(Way::Up, from_client, to_server, &up, &seen) => {}
        () = pump(Way::Down, from_server, to_client, &down, &seen) => {}
    }
}

async fn pump(
    way: Way,
    mut from: ReadHalf<'_>,
    mut to: WriteHalf<'_>,
    weather: &watch::Receiver<Weather>,
    seen: &Mutex<Seen>,
) {
    let mut buffer = vec![0; 16 * 1024];
    loop {
        let Ok(count @ 1..) = from.read(&mut buffer).await else { return };
        let now = weather.borrow().clone();
        let piece = &buffer[..count];
        let mut passes = count;
        let mut wait = Duration::ZERO;
        let mut ends = false;
        {
            let mut seen = seen.lock();
            match &now {
                Weather::Fair | Weather::Away | Weather::Cut => {}
                Weather::Delay(by) => wait = *by,
                Weather::Throttle { bytes_per_second } => {
                    wait = Duration::from_secs_f64(count as f64 / f64::from(*bytes_per_second));
                }
                Weather::CutAfter { bytes } => {
                    let left = usize::try_from(bytes.saturating_sub(seen.bytes)).unwrap_or(usize::MAX);
                    passes = count.min(left);
                    ends = passes < count;
                }
                Weather::HalfOpen => seen.is_dead = true,
                Weather::AnswerLost(_) if way == Way::Down => ends = seen.is_asked,
                Weather::AnswerLost(request) => seen.is_asked |= seen.is_meant(piece, request),
                Weather::Abandoned(request) => ends = way == Way::Up && seen.is_meant(piece, request),
            }
            seen.bytes += passes as u64;
            seen.last = way;
            if seen.is_dead {
                continue;
            }
        }
        if matches!(now, Weather::AnswerLost(_)) && ends {
            return;
        }
        tokio::time::sleep(wait).await;
        if to.write_all(&piece[..passes]).await.is_err() || ends {
            return;
        }
    }
}
