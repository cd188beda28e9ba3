//! The tables: each file holds one table's migrations, reads and writes. The SQL of a released migration never changes.

mod column;

pub(crate) mod apart;
pub(crate) mod change;
pub(crate) mod consent;
pub(crate) mod counter;
pub(crate) mod device;
pub(crate) mod evidence;
pub(crate) mod home;
pub(crate) mod key;
pub(crate) mod ledger;
pub(crate) mod network;
pub(crate) mod notes;
pub(crate) mod scan;
pub(crate) mod setting;

use model::HomeId;
use model::keep::Write;
use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior};

use crate::WriteError;

/// Keeps all or nothing; returns the revision that it led to.
pub(crate) fn write(connection: &mut Connection, writes: &[Write]) -> Result<u64, WriteError> {
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let before = counter::read(&tx)?;
    if writes.is_empty() {
        return Ok(before);
    }
    let mut revision = before;
    for write in writes {
        keep(&tx, write, &mut revision)?;
    }
    let revision = revision.max(before.saturating_add(1));
    counter::set(&tx, revision)?;
    commit(tx)?;
    Ok(revision)
}

fn keep(tx: &Transaction<'_>, write: &Write, revision: &mut u64) -> rusqlite::Result<()> {
    match write {
        Write::Home(home) => home::put(tx, home),
        Write::Network(network) => network::put(tx, network),
        Write::Consent(consent) => consent::put(tx, consent),
        Write::Device(device) => device::put(tx, device),
        Write::Notes(device, notes) => notes::put(tx, device, notes),
        Write::Evidence(evidence) => evidence::put(tx, evidence),
        Write::MoveEvidence { from, to, address } => evidence::hand_over(tx, from, to, *address),
        Write::Key(key) => key::put(tx, key),
        Write::DropKey(key) => key::drop(tx, key),
        Write::Apart(pair) => apart::put(tx, pair),
        Write::Together(pair) => apart::drop(tx, pair),
        Write::Setting(key, value) => setting::put(tx, key, value.as_deref()),
        Write::ForgetPresence(device) => {
            change::forget_presence(tx, device)?;
            device::forget_habit(tx, device)
        }
        Write::Change(change) => {
            *revision = revision.saturating_add(1);
            change::append(tx, *revision, change)
        }
        Write::Ledger(row) => ledger::add(tx, row),
        Write::Scan(scan) => scan::append(tx, scan),
        Write::AdoptHome { from, into } => adopt(tx, from, into),
    }
}

fn adopt(tx: &Transaction<'_>, from: &HomeId, into: &HomeId) -> rusqlite::Result<()> {
    if from == into {
        return Ok(());
    }
    network::move_home(tx, from, into)?;
    device::move_home(tx, from, into)?;
    key::move_home(tx, from, into)?;
    change::move_home(tx, from, into)?;
    home::forget(tx, from)
}

/// References are checked here, so that the rows of a batch may come in any order.
fn commit(tx: Transaction<'_>) -> Result<(), WriteError> {
    match tx.execute_batch("COMMIT") {
        Ok(()) => Ok(()),
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
            let table = tx.query_row("PRAGMA foreign_key_check", [], |row| row.get(0))?;
            Err(WriteError::Dangling { table })
        }
        Err(error) => Err(error.into()),
    }
}
