//! Bytes to facts and requests to bytes, for every protocol that Homewarden asks or hears on a home network.
//!
//! Nothing here opens a socket, reads a clock or makes random numbers: they are passed in. A reader never panics and
//! never fails. What it can read becomes facts; what is broken or hostile becomes an oddity, and the rest is still read.
//! Everything that leaves a reader is bounded: see [`clean_text`] for texts and each module for its own limits.

pub mod banner;
pub mod certificate;
pub mod dns;
pub mod gadget;
pub mod http;
pub mod ipp;
pub mod location;
pub mod mdns;
mod message;
pub mod netbios;
pub mod options;
pub mod page;
mod reading;
pub mod snmp;
pub mod ssdp;
mod text;
pub mod upnp;
pub mod wsd;
mod xml;

pub use reading::Reading;
pub use text::clean_text;
