//! Names for rows: short, stable, never reused.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// A new id from 32 random bits that the caller drew.
            #[must_use]
            pub fn from_random(bits: u32) -> Self {
                Self(format!(concat!($prefix, "{:08x}"), bits))
            }

            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// One device of one home.
    DeviceId,
    "d"
);
id!(
    /// One home or office.
    HomeId,
    "h"
);
id!(
    /// One network of a home.
    NetworkId,
    "n"
);
