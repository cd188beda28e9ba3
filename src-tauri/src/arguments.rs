//! What may stand on the command line.

use std::path::PathBuf;

/// See every device on your home network.
#[derive(Debug, clap::Parser)]
#[command(name = "homewarden", version)]
pub(crate) struct Arguments {
    /// Keep everything in this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
}
