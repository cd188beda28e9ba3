//! What the window may ask for. Each command translates and sends; nothing is decided here.

pub(crate) mod data;
pub(crate) mod edits;
pub(crate) mod looks;
pub(crate) mod pages;
pub(crate) mod program;
