//! The example household: a real engine over a folder that is thrown away.

use engine::{Clock, Handle, Options};
use tempfile::TempDir;

use crate::dto::{Failure, Message};

/// An engine that knows the example household. Nothing is sent from it, and nothing of it is kept.
pub(crate) struct Example {
    engine: Handle,
    folder: TempDir,
}

impl Example {
    /// Makes the household anew, with its history up to the moment that the clock shows.
    pub(crate) async fn start(clock: Clock) -> Result<Self, Failure> {
        let folder = tempfile::Builder::new().prefix("homewarden-example-").tempdir().map_err(failed)?;
        let options = Options { data_dir: folder.path().into(), holder: "homewarden".into() };
        let (engine, _) = engine::start_with_clock(options, clock).map_err(failed)?;
        engine.import(engine::sample(clock())).await?;
        Ok(Self { engine, folder })
    }

    pub(crate) fn engine(&self) -> &Handle {
        &self.engine
    }

    /// Ends the engine and throws the folder away.
    pub(crate) async fn end(self) {
        self.engine.close().await;
        // What stays when the system refuses is cleared with its other temporary files.
        drop(self.folder.close());
    }
}

fn failed(why: impl ToString) -> Failure {
    Message::new("window-failed").with("why", why.to_string()).into()
}

#[cfg(test)]
#[path = "example_tests.rs"]
pub(crate) mod tests;
