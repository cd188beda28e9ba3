//! Results to standard output, messages to standard error.

use std::io::{self, IsTerminal, Write};

use comfy_table::{ContentArrangement, Table};
use serde::Serialize;
use words::{Arg, Words};

use crate::exit::Exit;

/// In a terminal narrower than this, in columns, a table is left to the terminal's own line breaks.
const NARROWEST: u16 = 60;

pub(crate) struct Output {
    pub(crate) json: bool,
    quiet: bool,
    words: Words,
}

impl Output {
    pub(crate) fn new(json: bool, quiet: bool) -> Self {
        Self { json, quiet, words: Words::new("en") }
    }

    pub(crate) fn say(&self, id: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.words.say(id, args)
    }

    /// One document, or nothing where people read.
    pub(crate) fn document(&self, value: &impl Serialize) -> Result<(), Exit> {
        let text = serde_json::to_string_pretty(value).map_err(|error| Exit::failed(self, &error.to_string()))?;
        self.result(&text)
    }

    /// A result for whoever reads standard output.
    pub(crate) fn result(&self, text: &str) -> Result<(), Exit> {
        let mut out = io::stdout().lock();
        match writeln!(out, "{text}").and_then(|()| out.flush()) {
            // The reader has seen enough.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            other => other.map_err(|error| Exit::failed(self, &error.to_string())),
        }
    }

    /// A message, unless messages are not wanted.
    pub(crate) fn message(&self, text: &str) {
        if !self.quiet {
            self.error(text);
        }
    }

    /// A message that is always shown.
    pub(crate) fn error(&self, text: &str) {
        // There is nobody left to tell when this fails.
        let _ = writeln!(io::stderr().lock(), "{text}");
    }

    /// Whether a line that changes can be shown.
    pub(crate) fn live(&self) -> bool {
        !self.quiet && io::stderr().is_terminal()
    }

    /// Replaces the live line; an empty text takes it away.
    pub(crate) fn live_line(&self, text: &str) {
        let mut err = io::stderr().lock();
        let _ = write!(err, "\r\x1b[2K{text}").and_then(|()| err.flush());
    }

    /// A table with headings from the catalogue.
    pub(crate) fn table(&self, headings: &[&str], rows: Vec<Vec<String>>) -> String {
        let mut table = Table::new();
        table.load_preset(comfy_table::presets::NOTHING);
        table.set_content_arrangement(arrangement(table.width()));
        table.set_header(headings.iter().map(|id| self.say(id, &[])));
        table.add_rows(rows);
        table.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
    }
}

/// Some terminals tell a width of nothing, or one in which nothing could be read.
fn arrangement(width: Option<u16>) -> ContentArrangement {
    match width {
        Some(width) if width >= NARROWEST => ContentArrangement::Dynamic,
        _ => ContentArrangement::Disabled,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_never_squeezed_to_letters() {
        assert!(matches!(arrangement(Some(100)), ContentArrangement::Dynamic));
        for width in [None, Some(0), Some(20)] {
            assert!(matches!(arrangement(width), ContentArrangement::Disabled), "{width:?}");
        }
    }
}
