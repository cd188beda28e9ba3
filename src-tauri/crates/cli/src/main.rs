//! homewarden-cli: the same engine without a window.

mod args;
mod exchange;
mod exit;
mod identify;
mod lists;
mod output;
mod scan;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
use exit::Exit;
use output::Output;

fn main() -> ExitCode {
    let args = Args::parse();
    let output = Output::new(args.json, args.quiet);
    match run(&args, &output) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Exit { code, message }) => {
            if let Some(message) = message {
                output.error(&message);
            }
            ExitCode::from(code)
        }
    }
}

fn run(args: &Args, output: &Output) -> Result<(), Exit> {
    let data_dir = args
        .data
        .clone()
        .or_else(engine::default_data_dir)
        .ok_or_else(|| Exit::new(5, output.say("cli-error-no-data-folder", &[])))?;
    match &args.command {
        Command::Scan(scan) => scan::scan(scan, data_dir, output),
        Command::Devices => lists::devices(&data_dir, output),
        Command::Device { id } => lists::device(&data_dir, id, output),
        Command::Changes { since } => lists::changes(&data_dir, *since, output),
        Command::Ledger => lists::ledger(&data_dir, output),
        Command::Export { format, file } => exchange::export(&data_dir, *format, file, output),
        Command::Identify { input } => identify::identify(input, output),
        Command::Import { file } => exchange::import(data_dir, file, output),
    }
}
