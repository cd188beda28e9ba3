//! What is claimed about devices, from the outside.

mod common;
mod devices;
mod examples;
mod properties;
