//! What crosses to the window, one file for each concern.
//!
//! No 64-bit integers (JavaScript would round them) and no untyped JSON. Times are RFC 3339 in UTC.

mod change;
mod data;
mod detail;
mod device;
mod home;
mod level;
mod look;
mod message;
mod notes;
mod overview;
mod place;
mod status;

pub(crate) use change::Change;
pub(crate) use data::{Data, Format, Taken, Written};
pub(crate) use detail::DeviceDetail;
pub(crate) use device::{Day, Device, DevicesSince};
pub(crate) use home::Home;
pub(crate) use level::{Belongs, Level};
pub(crate) use look::{Look, Outcome, SameHome};
pub(crate) use message::{Failure, Message};
pub(crate) use notes::{Notes, filled};
pub(crate) use overview::Overview;
pub(crate) use place::Place;
pub(crate) use status::{Appearance, Revision, Settings, Status};

#[cfg(test)]
pub(crate) use device::tests::view as device_for_tests;

/// The number in 32 bits; the largest that fits where it does not.
pub(crate) fn narrow(number: impl TryInto<u32>) -> u32 {
    number.try_into().unwrap_or(u32::MAX)
}
