//! The role's password is proven by SCRAM and never given away. A server that asks for it in clear or as MD5, or that
//! asks for nothing at all, has not shown that it knows the role: the connection ends before anything is answered. (libpq
//! calls this `require_auth=scram-sha-256`; the driver has no such setting.)

use std::{
    future::Future,
    io,
    pin::Pin,
    task::{Context, Poll, ready},
};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_postgres::tls::{ChannelBinding, TlsConnect, TlsStream};

/// Why the connection was ended, inside an `io::Error`.
#[derive(Debug, thiserror::Error)]
#[error("the server does not ask for SCRAM authentication")]
pub(crate) struct NotScram;

/// The first message's head: its type, its length, and of an authentication request its kind.
const HEAD: usize = 9;
const AUTHENTICATION: u8 = b'R';
const ERROR: u8 = b'E';
const SASL: [u8; 4] = 10u32.to_be_bytes();

/// A stream of the protocol that ends with [`NotScram`] unless the first thing that the server says is an error or a
/// request for SASL.
pub(crate) struct ScramOnly<S> {
    stream: S,
    /// What has come of the first message's head; nothing more is looked at once it was judged.
    head: Option<Vec<u8>>,
}

impl<S> ScramOnly<S> {
    pub(crate) fn new(stream: S) -> Self {
        Self { stream, head: Some(Vec::with_capacity(HEAD)) }
    }

    fn judge(&mut self, came: &[u8]) -> io::Result<()> {
        let Some(head) = &mut self.head else { return Ok(()) };
        head.extend_from_slice(&came[..came.len().min(HEAD - head.len())]);
        let verdict = match head.as_slice() {
            [] => return Ok(()),
            [ERROR, ..] => Ok(()),
            [AUTHENTICATION, _, _, _, _, kind @ ..] if kind.len() == SASL.len() => {
                if *kind == SASL {
                    Ok(())
                } else {
                    Err(io::Error::other(NotScram))
                }
            }
            [AUTHENTICATION, ..] => return Ok(()),
            _ => Err(io::Error::other(NotScram)),
        };
        if verdict.is_ok() {
            self.head = None;
        }
        verdict
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for ScramOnly<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(cx, buffer))?;
        let judged = self.judge(&buffer.filled()[before..]);
        if judged.is_err() {
            buffer.set_filled(before);
        }
        Poll::Ready(judged)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for ScramOnly<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

impl<S: TlsStream + Unpin> TlsStream for ScramOnly<S> {
    fn channel_binding(&self) -> ChannelBinding {
        self.stream.channel_binding()
    }
}

/// Makes the secure channel, and watches over what comes out of it.
pub(crate) struct ScramOverTls<C>(pub(crate) C);

impl<S, C> TlsConnect<S> for ScramOverTls<C>
where
    C: TlsConnect<S>,
    C::Future: Send + 'static,
{
    type Stream = ScramOnly<C::Stream>;
    type Error = C::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Stream, Self::Error>> + Send>>;

    fn connect(self, stream: S) -> Self::Future {
        let connecting = self.0.connect(stream);
        Box::pin(async move { Ok(ScramOnly::new(connecting.await?)) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    /// What a client reads when the server says this, a few bytes at a time.
    async fn said(bytes: &[u8], at_once: usize) -> io::Result<Vec<u8>> {
        let (mut server, client) = tokio::io::duplex(64);
        let sent = bytes.to_vec();
        tokio::spawn(async move {
            for some in sent.chunks(at_once) {
                server.write_all(some).await.unwrap();
                tokio::task::yield_now().await;
            }
        });
        let mut read = Vec::new();
        ScramOnly::new(client).read_to_end(&mut read).await?;
        Ok(read)
    }

    fn request(kind: u32) -> Vec<u8> {
        [b"R".as_slice(), &8u32.to_be_bytes(), &kind.to_be_bytes(), b"rest of it"].concat()
    }

    #[tokio::test]
    async fn only_sasl_and_errors_come_through_however_they_are_cut() {
        for at_once in [1, 4, 8, 9, 100] {
            let sasl = request(10);
            assert_eq!(said(&sasl, at_once).await.unwrap(), sasl);
            let error = b"E\0\0\0\x10anything at all".to_vec();
            assert_eq!(said(&error, at_once).await.unwrap(), error);
            // Nothing asked for, in clear, MD5, GSS, SSPI, a number that nobody has.
            for kind in [0, 3, 5, 7, 9, 0x0a00_0000, u32::MAX] {
                assert!(said(&request(kind), at_once).await.is_err(), "{kind}");
            }
            // A notice first, so that the request comes second.
            assert!(said(&[b"N\0\0\0\x05\0".as_slice(), &request(3)].concat(), at_once).await.is_err());
        }
    }
}
