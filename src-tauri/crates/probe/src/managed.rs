//! Whether somebody else, such as an employer, manages this computer.

/// The sign by which this computer is seen to be joined to a domain or managed by an organisation; none if there is no such sign.
/// Reads a few files; sends nothing.
#[must_use]
pub fn managed_computer() -> Option<String> {
    crate::platform::managed()
}
