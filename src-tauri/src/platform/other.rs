//! Systems whose webview asks the desktop by itself: there is nothing to tell.

use tokio::sync::watch;

use crate::dto::Appearance;

/// What the desktop wants: the page's media queries know it.
pub(crate) fn appearance() -> watch::Receiver<Appearance> {
    watch::channel(Appearance::default()).1
}
