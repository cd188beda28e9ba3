//! How long what is kept is kept.

use model::Timestamp;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::WriteError;
use crate::table::{change, counter, evidence, ledger, scan};

const DAY_MS: i64 = 86_400_000;
const LOG_DAYS: i64 = 400;
const LEDGER_DAYS: i64 = 90;
const LEDGER_DAYS_BY_SCAN: i64 = 2;
const CHANGES: u32 = 50_000;

/// How many rows [`crate::Store::retain`] forgot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Retained {
    /// Changes older than 400 days, and all but the newest 50,000.
    pub changes: u64,
    /// Ledger rows of scans that began more than 90 days ago.
    pub ledger: u64,
    /// Ledger rows of scans that began more than two days ago and were added up into one row a day: nothing is lost but
    /// the time of day, and `scan_started_at` becomes the day's midnight in UTC.
    pub ledger_added_up: u64,
    /// Scans that began more than 400 days ago.
    pub scans: u64,
    /// Evidence not heard for 400 days. What was heard of a device on the last day on which it was heard stays.
    pub evidence: u64,
}

pub(crate) fn retain(connection: &mut Connection, now: Timestamp) -> Result<Retained, WriteError> {
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let retained = forget(&tx, now)?;
    if retained != Retained::default() {
        counter::set(&tx, counter::read(&tx)?.saturating_add(1))?;
    }
    tx.commit()?;
    Ok(retained)
}

fn forget(tx: &Transaction<'_>, now: Timestamp) -> rusqlite::Result<Retained> {
    let days_ago = |days: i64| Timestamp(now.0.saturating_sub(days * DAY_MS));
    Ok(Retained {
        changes: change::forget(tx, days_ago(LOG_DAYS), CHANGES)?,
        ledger: ledger::forget(tx, days_ago(LEDGER_DAYS))?,
        ledger_added_up: ledger::add_up(tx, days_ago(LEDGER_DAYS_BY_SCAN), DAY_MS)?,
        scans: scan::forget(tx, days_ago(LOG_DAYS))?,
        evidence: evidence::forget(tx, days_ago(LOG_DAYS), DAY_MS)?,
    })
}
