//! `assets/knowledge` as one checked, embedded table: makers, services, models and placeholders.
//!
//! Facts and message ids only: every sentence for people stands in `assets/i18n`. `build.rs` checks the files and compiles them in,
//! so nothing is parsed when the program starts, and only the pages that a question touches are read from disk.

mod code;
mod hint;
mod maker;
mod placeholder;
mod rule;
mod service;
mod tidy;

mod tables {
    use model::view::Sensor;
    use model::{Channel, Kind};

    use crate::code::Code;
    use crate::hint::Hint;
    use crate::maker::Brand;
    use crate::rule::Rule;
    use crate::service::{Form, Is, Service, Target, Told};

    include!(concat!(env!("OUT_DIR"), "/tables.rs"));
}

pub use code::{Code, code};
pub use hint::{Hint, hint};
pub use maker::{Brand, Maker, Mention, brand, brand_named, maker, mentions, tidy_name};
pub use placeholder::{is_placeholder_host, is_placeholder_serial, is_placeholder_udn, is_software};
pub use rule::{Answer, Rule, answers, rule_count, sensing};
pub use service::{Form, Is, Service, Target, Told, homekit_category, matter_type, mdns, mdns_all, upnp, wsd};
