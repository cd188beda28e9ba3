//! What is claimed about devices, from the outside.

mod common;
mod contradictions;
mod devices;
mod examples;
mod properties;
