//! When devices came and went. Of a personal device that would be a log of a person, so none is kept.

use model::DeviceId;
use model::keep::Write;
use store::{Store, WriteError};

use crate::describe;
use crate::kept::Kept;

/// Forgets the comings and goings of personal devices that were logged: by an older Homewarden, or before anybody knew
/// what the device is.
pub(crate) fn forget(store: &mut Store, kept: &Kept, logged: &[DeviceId]) -> Result<u64, WriteError> {
    let personal = logged.iter().filter(|device| describe::kind(kept, device).is_personal());
    let writes: Vec<Write> = personal.cloned().map(Write::ForgetPresence).collect();
    store.write(&writes)
}
