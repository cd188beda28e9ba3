//! The store from outside.

#![expect(clippy::unwrap_used, reason = "tests")]

mod backups;
mod broken;
mod erase;
mod folder;
mod keeping;
mod reference;
mod rows;
mod side_by_side;
