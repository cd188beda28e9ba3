//! The window of Homewarden: start-up, commands and events over the engine. No rules live here.
#![cfg_attr(all(not(debug_assertions), target_os = "windows"), windows_subsystem = "windows")]

mod arguments;
mod bindings;
#[cfg(test)]
mod command_names;
mod commands;
mod delta;
mod dto;
mod example;
mod files;
#[cfg(test)]
mod fixture;
mod look;
mod platform;
mod publish;
mod shell;
mod start;
mod window;

use std::process::ExitCode;

use clap::Parser;

fn main() -> anyhow::Result<ExitCode> {
    // Asked before there are threads: afterwards the system's clock files cannot be read without danger.
    let offset = time::UtcOffset::current_local_offset().unwrap_or(time::UtcOffset::UTC);
    let day = dto::Day { offset_seconds: offset.whole_seconds() };
    window::run(arguments::Arguments::parse(), day)
}
