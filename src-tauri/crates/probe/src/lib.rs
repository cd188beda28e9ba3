//! The only sockets towards the local network.
//!
//! This crate executes questions and decides nothing. Every datagram and connection passes one gate ([`permit`], `gate`):
//! a permit for one interface and its private ranges, the forbidden ports, the pace, the ledger.
//!
//! `look` is the way in: it asks a network who is there and streams what was heard.

mod booked;
mod continuous;
mod description;
mod gate;
mod gateway;
mod hint;
mod identify;
mod interface;
mod ledger;
mod look;
mod managed;
mod mdns;
mod names;
mod netbios;
mod outlet;
mod pace;
mod permit;
mod ping;
mod plan;
mod platform;
mod random;
mod scene;
mod ssdp;
mod sweep;
mod udp;
mod wsd;

pub use gateway::confirm_gateway;
pub use hint::MakerOf;
pub use interface::{Interface, InterfaceKind, Neighbour, interfaces, neighbours};
pub use ledger::{Ledger, Totals};
pub use look::{Event, Phase, expected_duration, look};
pub use managed::managed_computer;
pub use permit::{Permit, Refusal};
