//! Numbers that others on the network cannot guess.

use std::hash::{BuildHasher, RandomState};

/// A random number; the standard library's hash keys come from the system's random source.
pub(crate) fn id() -> u128 {
    let half = |salt: u8| u128::from(RandomState::new().hash_one(salt));
    half(0) << 64 | half(1)
}

/// The same, 16 bits long.
pub(crate) fn short_id() -> u16 {
    (id() & 0xffff) as u16
}
