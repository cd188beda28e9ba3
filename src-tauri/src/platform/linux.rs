//! What the desktop wants, asked of the settings portal (XDG Desktop Portal, interface org.freedesktop.portal.Settings).
//!
//! The webview here does not follow the desktop's choice of dark and light by itself.

use std::thread;
use std::time::Duration;

use tokio::sync::watch;
use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;
use zbus::zvariant::{OwnedValue, Value};

use crate::dto::Appearance;

/// A desktop without a portal may not hold up the window for longer.
const PATIENCE: Duration = Duration::from_secs(1);

const APPEARANCE: &str = "org.freedesktop.appearance";
const GNOME: &str = "org.gnome.desktop.interface";

#[zbus::proxy(
    interface = "org.freedesktop.portal.Settings",
    default_service = "org.freedesktop.portal.Desktop",
    default_path = "/org/freedesktop/portal/desktop",
    gen_async = false,
    blocking_name = "Portal"
)]
trait Settings {
    /// Since version 2 of the interface.
    fn read_one(&self, namespace: &str, key: &str) -> zbus::Result<OwnedValue>;
    /// In all versions; the value lies in one more variant.
    fn read(&self, namespace: &str, key: &str) -> zbus::Result<OwnedValue>;
    #[zbus(signal)]
    fn setting_changed(&self, namespace: &str, key: &str, value: Value<'_>) -> zbus::Result<()>;
}

/// What the desktop wants. The first answer comes soon after the start, or never; then each change.
pub(crate) fn appearance() -> watch::Receiver<Appearance> {
    let (told, appearance) = watch::channel(Appearance::default());
    let asking = move || {
        // No session bus or no portal: the desktop does not tell, and that is no error.
        let _ = Builder::session()
            .and_then(|session| session.method_timeout(PATIENCE).build())
            .and_then(|session| follow(&session, &told));
    };
    // Without a thread nobody asks, and the window looks as the person chose.
    drop(thread::Builder::new().name("appearance".into()).spawn(asking));
    appearance
}

/// Runs as long as the session's bus does.
fn follow(session: &Connection, told: &watch::Sender<Appearance>) -> zbus::Result<()> {
    let portal = Portal::new(session)?;
    // First listen, then ask: a change between the two is heard.
    let changes = portal.receive_setting_changed()?;
    told.send_replace(ask(&portal));
    for change in changes {
        let change = change.args()?;
        if [APPEARANCE, GNOME].contains(&change.namespace) {
            let now = ask(&portal);
            told.send_if_modified(|before| std::mem::replace(before, now) != now);
        }
    }
    Ok(())
}

fn ask(portal: &Portal<'_>) -> Appearance {
    let number = |namespace, key| value(portal, namespace, key).and_then(|value| as_number(&value));
    let gnome_animates = || value(portal, GNOME, "enable-animations").and_then(|value| as_flag(&value));
    Appearance {
        // 1 prefers dark, 2 light; 0 has no preference, which the desktop's own programs show light.
        dark: number(APPEARANCE, "color-scheme").map(|scheme| scheme == 1),
        more_contrast: number(APPEARANCE, "contrast").map(|contrast| contrast == 1),
        less_motion: number(APPEARANCE, "reduced-motion")
            .map(|motion| motion == 1)
            .or_else(|| gnome_animates().map(|animates| !animates)),
    }
}

fn value(portal: &Portal<'_>, namespace: &str, key: &str) -> Option<OwnedValue> {
    portal.read_one(namespace, key).or_else(|_| portal.read(namespace, key)).ok()
}

fn as_number(value: &Value<'_>) -> Option<u32> {
    match value {
        Value::U32(number) => Some(*number),
        Value::Value(inner) => as_number(inner),
        _ => None,
    }
}

fn as_flag(value: &Value<'_>) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::Value(inner) => as_flag(inner),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::net::UnixStream;

    use super::*;
    use zbus::fdo;

    /// A portal of version 1 or 2 that knows these settings.
    struct Desktop {
        version: u32,
        dark: u32,
    }

    #[zbus::interface(name = "org.freedesktop.portal.Settings")]
    impl Desktop {
        fn read_one(&self, namespace: &str, key: &str) -> fdo::Result<OwnedValue> {
            if self.version < 2 {
                return Err(fdo::Error::UnknownMethod("version 1".into()));
            }
            self.setting(namespace, key)
        }

        fn read(&self, namespace: &str, key: &str) -> fdo::Result<OwnedValue> {
            let inner = self.setting(namespace, key)?;
            OwnedValue::try_from(Value::Value(Box::new(inner.into())))
                .map_err(|why| fdo::Error::Failed(why.to_string()))
        }

        #[zbus(signal)]
        async fn setting_changed(
            emitter: &zbus::object_server::SignalEmitter<'_>,
            namespace: &str,
            key: &str,
            value: Value<'_>,
        ) -> zbus::Result<()>;
    }

    impl Desktop {
        fn setting(&self, namespace: &str, key: &str) -> fdo::Result<OwnedValue> {
            match (namespace, key) {
                (APPEARANCE, "color-scheme") => Ok(self.dark.into()),
                (GNOME, "enable-animations") => Ok(false.into()),
                _ => Err(fdo::Error::Failed("Requested setting not found".into())),
            }
        }
    }

    const PATH: &str = "/org/freedesktop/portal/desktop";

    fn desktop(version: u32) -> (Connection, Connection) {
        let (ours, theirs) = UnixStream::pair().unwrap();
        let guid = zbus::Guid::generate();
        let serving = thread::spawn(move || {
            let builder = Builder::async_io_unix_stream(theirs).server(guid).unwrap().p2p();
            builder.serve_at(PATH, Desktop { version, dark: 1 }).unwrap().build().unwrap()
        });
        let session = Builder::async_io_unix_stream(ours).p2p().method_timeout(PATIENCE).build().unwrap();
        (serving.join().unwrap(), session)
    }

    #[test]
    fn both_versions_of_the_portal_are_understood_and_what_they_do_not_tell_is_none() {
        for version in [1, 2] {
            let (_desktop, session) = desktop(version);
            let told = ask(&Portal::new(&session).unwrap());
            assert_eq!(told, Appearance { dark: Some(true), more_contrast: None, less_motion: Some(true) });
        }
    }

    #[test]
    fn a_change_of_the_desktop_is_followed() {
        let (desktop, session) = desktop(2);
        let (told, mut appearance) = watch::channel(Appearance::default());
        thread::spawn(move || follow(&session, &told));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let mut next = || {
            let changed = async { tokio::time::timeout(Duration::from_secs(5), appearance.changed()).await };
            runtime.block_on(changed).unwrap().unwrap();
            *appearance.borrow_and_update()
        };
        assert_eq!(next().dark, Some(true));
        let there = desktop.object_server().interface::<_, Desktop>(PATH).unwrap();
        there.get_mut().dark = 2;
        let emitted = Desktop::setting_changed(there.signal_emitter(), APPEARANCE, "color-scheme", Value::U32(2));
        zbus::block_on(emitted).unwrap();
        assert_eq!(next().dark, Some(false));
    }
}
