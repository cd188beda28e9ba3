//! Tells the window that there is news, at most four times a second.

use std::sync::Arc;
use std::time::Duration;

use tauri::{AppHandle, Manager as _};
use tauri_specta::Event as _;
use tokio::sync::{Notify, watch};

use crate::shell::Shell;

const PAUSE: Duration = Duration::from_millis(250);

/// Runs as long as the program.
pub(crate) async fn publish(app: AppHandle, news: Arc<Notify>) {
    each_news(&news, || {
        // It fails only when the window is gone, and then nobody needs to know.
        drop(app.state::<Shell>().revision().emit(&app));
    })
    .await;
}

/// Rings the bell whenever an engine or the desktop has something new, until it ends.
pub(crate) async fn ring<T>(mut changes: watch::Receiver<T>, news: Arc<Notify>) {
    while changes.changed().await.is_ok() {
        news.notify_one();
    }
}

async fn each_news(news: &Notify, mut tell: impl FnMut()) {
    loop {
        news.notified().await;
        tell();
        tokio::time::sleep(PAUSE).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How often the window is told while `happens` goes on and for a second after it.
    async fn told(happens: impl Future<Output = ()>, news: Arc<Notify>) -> u32 {
        let mut told = 0_u32;
        let telling = each_news(&news, || told += 1);
        tokio::select! {
            () = telling => {}
            () = async { happens.await; tokio::time::sleep(Duration::from_secs(1)).await } => {}
        }
        told
    }

    #[tokio::test(start_paused = true)]
    async fn a_flood_of_news_becomes_four_a_second_and_the_last_one_is_told() {
        let (send, revisions) = watch::channel(0_u64);
        let news = Arc::new(Notify::new());
        tokio::spawn(ring(revisions, Arc::clone(&news)));
        let flood = async move {
            for revision in 1..=1000 {
                send.send_replace(revision);
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        let times = told(flood, news).await;
        assert!((4..=6).contains(&times), "told {times} times in a second of news");
    }

    #[tokio::test(start_paused = true)]
    async fn one_ring_of_the_bell_is_one_event_and_none_is_lost_while_nobody_listens() {
        let news = Arc::new(Notify::new());
        news.notify_one();
        assert_eq!(told(std::future::ready(()), news).await, 1);
    }
}
