//! Evidence to claims: what a device is, what it is called, who made it, and by what it is known again.
//!
//! Pure: no I/O and no clock. What the evidence means stands in `assets/knowledge`; here stands only how signs are weighed.
//! 1. `sign` reads each fact as signs: one field, one value, a probability, and the program that told it (its group).
//! 2. `weigh` counts a group's best sign once, lets independent groups add up, and lists competing values, best first.
//! 3. `senses` tells what it can see or hear; `keys`, `lists` and `text` give identities, lists for the device's page, and one sentence for each fact.

mod clean;
mod contradict;
mod keys;
mod lists;
mod names;
mod redact;
mod senses;
mod sign;
mod text;
mod weigh;

pub use clean::value as clean_text;
pub use contradict::Contradiction;
pub use keys::keys;
pub use lists::{hostnames, mdns_types, services, ssdp_targets};
pub use redact::{redacted, text_without};
pub use senses::senses;
pub use text::text;
pub use weigh::{claims, claims_without_rules, judge};
