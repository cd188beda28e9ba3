//! The window of Homewarden: start-up, commands and events over the engine. No rules live here.
#![cfg_attr(all(not(debug_assertions), target_os = "windows"), windows_subsystem = "windows")]

mod arguments;
mod bindings;
#[cfg(test)]
mod command_names;
mod commands;
mod dto;
mod publish;
mod shell;
mod start;
mod window;

use std::process::ExitCode;

use clap::Parser;

fn main() -> anyhow::Result<ExitCode> {
    window::run(arguments::Arguments::parse())
}
