//! Reads that take several tables, each as of one moment.

use model::keep::Snapshot;
use model::{Change, LedgerRow, Timestamp};
use rusqlite::Connection;

use crate::ReadError;
use crate::table::{
    apart, change, consent, counter, device, evidence, home, key, ledger, network, notes, scan, setting,
};

pub(crate) fn snapshot(connection: &Connection) -> Result<Snapshot, ReadError> {
    let moment = connection.unchecked_transaction()?;
    Ok(Snapshot {
        revision: counter::read(&moment)?,
        homes: home::all(&moment)?,
        networks: network::all(&moment)?,
        consents: consent::all(&moment)?,
        devices: device::all(&moment)?,
        notes: notes::all(&moment)?,
        evidence: evidence::all(&moment)?,
        keys: key::all(&moment)?,
        apart: apart::all(&moment)?,
        scans: scan::all(&moment)?,
        settings: setting::all(&moment)?,
    })
}

pub(crate) fn changes(connection: &Connection, since: Option<Timestamp>) -> Result<Vec<Change>, ReadError> {
    Ok(change::since(connection, since)?)
}

pub(crate) fn ledger(connection: &Connection) -> Result<Vec<LedgerRow>, ReadError> {
    Ok(ledger::all(connection)?)
}
