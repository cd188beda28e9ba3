//! One question and its answer on a connection.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use wire::http::MAX_ANSWER;

/// How an exchange ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// With an answer that ends, or with the connection.
    Well,
    /// The other side broke the connection off after our bytes.
    BrokenOff,
    /// The answer did not come, or not to its end, in time.
    TooSlow,
}

/// What is sent and when the answer is over.
pub(crate) struct Question<'a> {
    /// Nothing, where the other side speaks first.
    pub(crate) bytes: &'a [u8],
    /// Whether these bytes are all of the answer.
    pub(crate) is_whole: fn(&[u8]) -> bool,
    /// After so long without a byte, once some came, the answer is over.
    pub(crate) quiet: Option<Duration>,
    /// For all of it.
    pub(crate) deadline: Duration,
}

/// Asks and reads at most [`MAX_ANSWER`] bytes.
pub(crate) async fn exchange(
    stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
    question: Question<'_>,
) -> (Vec<u8>, End) {
    let mut answer = Vec::new();
    let end = match tokio::time::timeout(question.deadline, read(stream, &question, &mut answer)).await {
        Ok(Ok(())) => End::Well,
        // What breaks off an answer that has begun ends it.
        Ok(Err(_)) if question.bytes.is_empty() || !answer.is_empty() => End::Well,
        Ok(Err(error)) => of_error(&error),
        // A greeting has no end that could be waited for.
        Err(_) if question.bytes.is_empty() && !answer.is_empty() => End::Well,
        Err(_) => End::TooSlow,
    };
    (answer, end)
}

/// What an error on a connection that stood says.
pub(crate) fn of_error(error: &io::Error) -> End {
    match error.kind() {
        io::ErrorKind::TimedOut => End::TooSlow,
        io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted | io::ErrorKind::BrokenPipe => End::BrokenOff,
        _ => End::Well,
    }
}

async fn read(
    stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
    question: &Question<'_>,
    answer: &mut Vec<u8>,
) -> io::Result<()> {
    if !question.bytes.is_empty() {
        stream.write_all(question.bytes).await?;
        stream.flush().await?;
    }
    let mut buffer = vec![0; 8 * 1024];
    loop {
        let next = stream.read(&mut buffer);
        let length = match question.quiet.filter(|_| !answer.is_empty()) {
            Some(quiet) => match tokio::time::timeout(quiet, next).await {
                Ok(length) => length?,
                Err(_) => return Ok(()),
            },
            None => next.await?,
        };
        let room = MAX_ANSWER - answer.len();
        answer.extend(buffer.iter().take(length.min(room)));
        if length == 0 || answer.len() >= MAX_ANSWER || (question.is_whole)(answer) {
            return Ok(());
        }
    }
}
