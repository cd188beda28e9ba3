//! The command line, word for word as other programs rely on it.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use model::{Level, Timestamp};

/// Finds every device on your home network and keeps a list of them.
#[derive(Debug, Parser)]
#[command(name = "homewarden-cli", version, max_term_width = 100)]
pub(crate) struct Args {
    /// The data folder.
    #[arg(long, value_name = "DIR", global = true)]
    pub(crate) data: Option<PathBuf>,
    /// Print one JSON document instead of tables.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Print no messages, only results and errors.
    #[arg(long, global = true)]
    pub(crate) quiet: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Look once, keep the result and print it.
    Scan(Scan),
    /// List the devices that are known.
    Devices,
    /// Show one device with all its evidence.
    Device {
        /// Its id, or the beginning of it.
        id: String,
    },
    /// List what changed.
    Changes {
        /// Only since this time, such as 2026-05-03T14:20:00Z.
        #[arg(long, value_name = "TIME", value_parser = time)]
        since: Option<Timestamp>,
    },
    /// List what was sent, device by device.
    Ledger,
    /// Write the list to a file.
    Export {
        /// The file's format.
        #[arg(long, value_enum)]
        format: Format,
        /// The file.
        file: PathBuf,
    },
    /// Tell what texts from devices say about them, without any network.
    Identify {
        /// A file with one JSON object a line, such as {"protocol": "html_title", "input": "FRITZ!Box"}.
        #[arg(long, value_name = "FILE")]
        input: PathBuf,
    },
    /// Add what an exported file holds. Nothing that is here is lost.
    Import {
        /// The file.
        file: PathBuf,
    },
}

#[derive(Debug, clap::Args)]
pub(crate) struct Scan {
    /// The network card to look from.
    #[arg(long, value_name = "IF")]
    pub(crate) interface: Option<String>,
    /// How far to go: look (who is here), identify (what each device tells about itself), check (doors that open without a password).
    #[arg(long, default_value = "check", value_parser = level)]
    pub(crate) level: Level,
    /// You may look at this network, at every level. It is kept, so that you say it once.
    #[arg(long)]
    pub(crate) i_may_scan_this_network: bool,
    /// Your answer when we ask "Same home, new router?".
    #[arg(long, value_enum, value_name = "ANSWER")]
    pub(crate) same_home: Option<Answer>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Answer {
    Yes,
    No,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Everything, to take in again.
    Json,
    /// One device a line, for a spreadsheet.
    Csv,
}

fn level(text: &str) -> Result<Level, String> {
    text.parse()
}

fn time(text: &str) -> Result<Timestamp, model::timestamp::NotATime> {
    text.parse()
}
