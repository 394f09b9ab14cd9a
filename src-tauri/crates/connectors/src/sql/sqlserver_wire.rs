//! Two ways in which the bytes of a connection to SQL Server are not what they seem.
//!
//! TLS is shaken hands over inside TDS packets of the type PRELOGIN and is plain TLS from then on (MS-TDS 2.2.6.5,
//! 3.2.5.2): [`InPackets`]. The driver begins with a PRELOGIN of its own, which is over by then: [`Greeted`] takes it in
//! and answers it. So TLS is ours, with the same checks of the certificate as everywhere, and the driver needs none.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll, ready},
};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

pub(crate) const HEADER: usize = 8;
pub(crate) const PRELOGIN: u8 = 0x12;
/// Before another size was agreed upon.
const LARGEST_PACKET: usize = 4096;
const MORE_FOLLOWS: u8 = 0;
const LAST: u8 = 1;

/// A message as packets (MS-TDS 2.2.3.1: type, status, length, process, number, window).
pub(crate) fn packets(kind: u8, message: &[u8]) -> Vec<u8> {
    let mut all = Vec::with_capacity(message.len() + HEADER);
    let parts = message.chunks(LARGEST_PACKET - HEADER).count();
    for (n, part) in message.chunks(LARGEST_PACKET - HEADER).enumerate() {
        let status = if n + 1 == parts { LAST } else { MORE_FOLLOWS };
        let length = (part.len() + HEADER) as u16;
        all.extend([kind, status]);
        all.extend(length.to_be_bytes());
        all.extend([0, 0, n as u8, 0]);
        all.extend(part);
    }
    all
}

/// Type and length of what follows; `None` where it is no header of TDS.
pub(crate) fn header(bytes: [u8; HEADER]) -> Option<(u8, usize)> {
    let length = usize::from(u16::from_be_bytes([bytes[2], bytes[3]]));
    (bytes[1] <= LAST && (HEADER..=LARGEST_PACKET).contains(&length)).then(|| (bytes[0], length - HEADER))
}

/// A stream whose bytes travel in packets until the hands are shaken.
pub(crate) struct InPackets<S> {
    inner: S,
    is_through: bool,
    /// Told by the writer, not yet a packet.
    message: Vec<u8>,
    /// Packets, and how much of them is written.
    leaving: (Vec<u8>, usize),
    arriving: ([u8; HEADER], usize),
    /// Of the packet that is being read.
    left: usize,
}

impl<S> InPackets<S> {
    pub fn new(inner: S) -> Self {
        Self {
            inner,
            is_through: false,
            message: Vec::new(),
            leaving: (Vec::new(), 0),
            arriving: ([0; HEADER], 0),
            left: 0,
        }
    }

    /// From here on the bytes are what they are.
    pub fn pass_through(&mut self) {
        self.is_through = true;
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for InPackets<S> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if this.is_through {
            return Pin::new(&mut this.inner).poll_read(cx, into);
        }
        while this.left == 0 {
            let mut rest = ReadBuf::new(&mut this.arriving.0[this.arriving.1..]);
            ready!(Pin::new(&mut this.inner).poll_read(cx, &mut rest))?;
            let read = rest.filled().len();
            if read == 0 {
                return Poll::Ready(Ok(()));
            }
            this.arriving.1 += read;
            if this.arriving.1 == HEADER {
                let Some((_, length)) = header(this.arriving.0) else {
                    return Poll::Ready(Err(io::Error::new(io::ErrorKind::InvalidData, "no packet of TDS")));
                };
                this.arriving.1 = 0;
                this.left = length;
            }
        }
        let most = this.left.min(into.remaining());
        let mut part = into.take(most);
        ready!(Pin::new(&mut this.inner).poll_read(cx, &mut part))?;
        let read = part.filled().len();
        into.advance(read);
        this.left -= read;
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for InPackets<S> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, told: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        if this.is_through {
            return Pin::new(&mut this.inner).poll_write(cx, told);
        }
        this.message.extend(told);
        Poll::Ready(Ok(told.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if !this.message.is_empty() {
            this.leaving.0.extend(packets(PRELOGIN, &std::mem::take(&mut this.message)));
        }
        while this.leaving.1 < this.leaving.0.len() {
            let written = ready!(Pin::new(&mut this.inner).poll_write(cx, &this.leaving.0[this.leaving.1..]))?;
            if written == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            this.leaving.1 += written;
        }
        this.leaving = (Vec::new(), 0);
        Pin::new(&mut this.inner).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().inner).poll_shutdown(cx)
    }
}

/// Takes in the first packet that is written, and lets its answer be read before anything else.
pub(crate) struct Greeted<S> {
    inner: S,
    seen: Vec<u8>,
    /// Of the first packet, once its header was seen.
    left: Option<usize>,
    answer: Vec<u8>,
}

impl<S> Greeted<S> {
    pub fn new(inner: S, answer: Vec<u8>) -> Self {
        Self { inner, seen: Vec::new(), left: None, answer }
    }

    /// How much of what is written belongs to the first packet.
    fn taken_in(&mut self, told: &[u8]) -> usize {
        if let Some(left) = &mut self.left {
            let part = told.len().min(*left);
            *left -= part;
            return part;
        }
        let part = told.len().min(HEADER - self.seen.len());
        self.seen.extend(&told[..part]);
        if let Ok(whole) = <[u8; HEADER]>::try_from(self.seen.as_slice()) {
            self.left = Some(header(whole).map_or(0, |(_, length)| length));
        }
        part
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Greeted<S> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if this.answer.is_empty() {
            return Pin::new(&mut this.inner).poll_read(cx, into);
        }
        let part = this.answer.len().min(into.remaining());
        into.put_slice(&this.answer[..part]);
        this.answer.drain(..part);
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Greeted<S> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, told: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        if this.left == Some(0) || told.is_empty() {
            return Pin::new(&mut this.inner).poll_write(cx, told);
        }
        Poll::Ready(Ok(this.taken_in(told)))
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().inner).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().inner).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    #[tokio::test]
    async fn a_message_travels_in_packets_until_the_hands_are_shaken() {
        let (near, mut far) = tokio::io::duplex(64 << 10);
        let mut wrapped = InPackets::new(near);
        wrapped.write_all(&[7; 5_000]).await.unwrap();
        wrapped.flush().await.unwrap();
        let mut told = vec![0; 5_016];
        far.read_exact(&mut told).await.unwrap();
        assert_eq!(told[..4], [PRELOGIN, MORE_FOLLOWS, 0x10, 0x00]);
        assert_eq!(told[4_096..4_100], [PRELOGIN, LAST, 0x03, 0x98]);

        // In any pieces, over the boundary of packets.
        far.write_all(&packets(PRELOGIN, &[9; 4_200])).await.unwrap();
        let mut read = vec![0; 4_200];
        wrapped.read_exact(&mut read).await.unwrap();
        assert!(read.iter().all(|b| *b == 9));

        wrapped.pass_through();
        wrapped.write_all(b"plain").await.unwrap();
        let mut told = [0; 5];
        far.read_exact(&mut told).await.unwrap();
        assert_eq!(&told, b"plain");
    }

    #[tokio::test]
    async fn what_is_no_packet_is_an_error_and_not_a_wait() {
        for said in [b"HTTP/1.1 400 Bad Request".as_slice(), b"\x12\x01\x00\x03....", b"SSH-2.0-OpenSSH_9"] {
            let (near, mut far) = tokio::io::duplex(1 << 10);
            far.write_all(said).await.unwrap();
            let e = InPackets::new(near).read_u8().await.unwrap_err();
            assert_eq!(e.kind(), io::ErrorKind::InvalidData);
        }
    }

    #[tokio::test]
    async fn the_drivers_own_greeting_is_answered_and_not_sent() {
        for size in [1, 3, 100] {
            let (near, mut far) = tokio::io::duplex(1 << 10);
            let mut greeted = Greeted::new(near, b"welcome".to_vec());
            let mut all = packets(PRELOGIN, &[1; 40]);
            all.extend(b"login");
            for part in all.chunks(size) {
                greeted.write_all(part).await.unwrap();
            }
            let mut answer = [0; 7];
            greeted.read_exact(&mut answer).await.unwrap();
            assert_eq!(&answer, b"welcome");
            far.write_all(b"in").await.unwrap();
            let (mut sent, mut next) = ([0; 5], [0; 2]);
            far.read_exact(&mut sent).await.unwrap();
            greeted.read_exact(&mut next).await.unwrap();
            assert_eq!((&sent, &next), (b"login", b"in"), "in pieces of {size}");
        }
    }
}
