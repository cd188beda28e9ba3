//! What differs between systems: whether and how the desktop tells what it wants.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod other;

#[cfg(target_os = "linux")]
pub(crate) use linux::appearance;
#[cfg(not(target_os = "linux"))]
pub(crate) use other::appearance;
