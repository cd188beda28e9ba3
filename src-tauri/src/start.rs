//! Starting the engine, or saying why it could not be started.

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use engine::{Handle, Notice, OpenError, Options, StartError};
use model::{Settings, Timestamp};

use crate::dto::Message;

/// The engine runs, or the window says why not.
pub(crate) enum Start {
    /// It runs.
    Running {
        /// How to reach it.
        engine: Handle,
        /// Where it keeps its data.
        folder: PathBuf,
        /// How the window looks.
        settings: Settings,
        /// What the person must be told.
        notices: Vec<Message>,
    },
    /// It does not run.
    Failed {
        /// What happened and what to do.
        why: Message,
        /// The exit code of the program once the window is closed.
        exit_code: u8,
    },
}

/// Starts the engine in this folder, or in the usual one. Needs a tokio runtime around it.
pub(crate) async fn start(data: Option<PathBuf>) -> Start {
    let Some(data_dir) = data.or_else(engine::default_data_dir) else {
        return Start::Failed { why: Message::new("window-start-no-folder"), exit_code: 5 };
    };
    let options = Options { data_dir: data_dir.clone(), holder: "homewarden".into() };
    match engine::start(options) {
        Ok((engine, notices)) => Start::Running {
            settings: engine.settings().await.unwrap_or_default(),
            engine,
            folder: data_dir,
            notices: notices.into_iter().map(notice_message).collect(),
        },
        Err(error) => Start::Failed { exit_code: error.exit_code(), why: failure_message(&error) },
    }
}

/// The time of day.
pub(crate) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

fn failure_message(error: &StartError) -> Message {
    match error {
        StartError::Open(OpenError::Held { by }) => Message::new("window-start-held").with("by", by),
        StartError::Open(OpenError::Unusable { path, source }) => {
            Message::new("window-start-unusable").with("path", path.display()).with("why", source)
        }
        StartError::Open(OpenError::Newer { .. }) => Message::new("window-start-newer"),
        StartError::Open(_) | StartError::Read(_) | StartError::Thread(_) => {
            Message::new("window-start-other").with("why", error)
        }
    }
}

fn notice_message(notice: Notice) -> Message {
    match notice {
        Notice::SetAside { broken, restored_from: Some(_) } => {
            Message::new("window-notice-restored").with("path", broken.display())
        }
        Notice::SetAside { broken, restored_from: None } => {
            Message::new("window-notice-set-aside").with("path", broken.display())
        }
        Notice::Missing { .. } => Message::new("window-notice-missing"),
        Notice::NoBackup { why } => Message::new("window-notice-no-backup").with("why", why),
        Notice::FolderOpenToOthers { path } => Message::new("window-notice-folder-open").with("path", path.display()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id_and_code(start: Start) -> (serde_json::Value, u8) {
        match start {
            Start::Running { .. } => panic!("it runs"),
            Start::Failed { why, exit_code } => (serde_json::to_value(why).unwrap()["id"].clone(), exit_code),
        }
    }

    #[tokio::test]
    async fn a_folder_that_is_a_file_is_said_to_be_unusable() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let failed = id_and_code(start(Some(file.path().into())).await);
        assert_eq!(failed, ("window-start-unusable".into(), 5));
    }

    #[tokio::test]
    async fn a_folder_that_another_holds_is_said_to_be_held() {
        let folder = tempfile::tempdir().unwrap();
        let Start::Running { engine, .. } = start(Some(folder.path().into())).await else { panic!("it does not run") };
        assert_eq!(id_and_code(start(Some(folder.path().into())).await), ("window-start-held".into(), 6));
        engine.close().await;
        let Start::Running { engine, .. } = start(Some(folder.path().into())).await else {
            panic!("closing frees the lock")
        };
        engine.close().await;
    }
}
