//! Tells the window that there is news, at most four times a second.

use std::sync::Arc;
use std::time::Duration;

use tauri::AppHandle;
use tauri_specta::Event as _;
use tokio::sync::{Notify, watch};

use crate::dto::Revision;

const PAUSE: Duration = Duration::from_millis(250);

/// Runs until the engine is closed.
pub(crate) async fn publish(app: AppHandle, mut revisions: watch::Receiver<u64>, news: Arc<Notify>) {
    each_news(&mut revisions, &news, |revision| {
        // It fails only when the window is gone, and then nobody needs to know.
        drop(revision.emit(&app));
    })
    .await;
}

async fn each_news(revisions: &mut watch::Receiver<u64>, news: &Notify, mut tell: impl FnMut(Revision)) {
    loop {
        tokio::select! {
            changed = revisions.changed() => if changed.is_err() { return },
            () = news.notified() => {}
        }
        tell(Revision::of(*revisions.borrow_and_update()));
        tokio::time::sleep(PAUSE).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_flood_of_revisions_becomes_four_a_second_and_the_last_one_is_told() {
        let (send, mut revisions) = watch::channel(0_u64);
        let news = Notify::new();
        let flood = async move {
            for revision in 1..=1000_u64 {
                send.send_replace(revision);
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
            tokio::time::sleep(PAUSE).await;
        };
        let mut told = Vec::new();
        tokio::join!(flood, each_news(&mut revisions, &news, |revision| told.push(revision)));
        assert!((8..=9).contains(&told.len()), "two seconds gave {} events", told.len());
        assert_eq!(told.last(), Some(&Revision::of(1000)), "the last revision is never swallowed");
    }

    #[tokio::test(start_paused = true)]
    async fn progress_without_a_new_revision_is_news_too() {
        let (send, mut revisions) = watch::channel(7_u64);
        let news = Notify::new();
        news.notify_one();
        let mut told = 0_u32;
        let end = async move {
            tokio::time::sleep(PAUSE * 2).await;
            drop(send);
        };
        tokio::join!(end, each_news(&mut revisions, &news, |_| told += 1));
        assert_eq!(told, 1, "one ring of the bell is one event");
    }
}
