//! What was sent. It outlives what it tells of, so it references nothing.

use model::{LedgerRow, NetworkId, Timestamp};
use rusqlite::{Connection, params};

use super::column::{named, parsed, time, to_whole, whole};

pub(crate) const V1: &str = "
CREATE TABLE ledger (
    network         TEXT NOT NULL,
    scan_started_at INTEGER NOT NULL,
    address         TEXT NOT NULL,
    probe           TEXT NOT NULL,
    packets         INTEGER NOT NULL,
    connections     INTEGER NOT NULL,
    bytes           INTEGER NOT NULL,
    max_per_second  INTEGER NOT NULL,
    PRIMARY KEY (network, scan_started_at, address, probe)
) STRICT, WITHOUT ROWID;
";

/// Rows of the same scan, address and probe add up; of their peaks the higher one stays.
pub(crate) fn add(connection: &Connection, row: &LedgerRow) -> rusqlite::Result<()> {
    let sql = "INSERT INTO ledger
                   (network, scan_started_at, address, probe, packets, connections, bytes, max_per_second)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
               ON CONFLICT (network, scan_started_at, address, probe) DO UPDATE SET
                   packets = packets + excluded.packets, connections = connections + excluded.connections,
                   bytes = bytes + excluded.bytes, max_per_second = max(max_per_second, excluded.max_per_second)";
    connection.prepare_cached(sql)?.execute(params![
        row.network.0,
        row.scan_started_at.0,
        row.address.to_string(),
        row.probe.as_str(),
        to_whole(row.packets),
        to_whole(row.connections),
        to_whole(row.bytes),
        row.max_per_second,
    ])?;
    Ok(())
}

/// Forgets scans that began before `before`.
pub(crate) fn forget(connection: &Connection, before: Timestamp) -> rusqlite::Result<u64> {
    let sql = "DELETE FROM ledger WHERE scan_started_at < ?1";
    connection.prepare_cached(sql)?.execute(params![before.0]).map(|rows| rows as u64)
}

/// Adds up scans of one day that began before the day of `before`. Returns how many rows went into others.
pub(crate) fn add_up(connection: &Connection, before: Timestamp, day_ms: i64) -> rusqlite::Result<u64> {
    let before = before.0 - before.0.rem_euclid(day_ms);
    let sum = "INSERT INTO ledger
                   (network, scan_started_at, address, probe, packets, connections, bytes, max_per_second)
               SELECT network, scan_started_at - scan_started_at % ?2, address, probe,
                   sum(packets), sum(connections), sum(bytes), max(max_per_second)
               FROM ledger WHERE scan_started_at < ?1 AND scan_started_at % ?2 != 0
               GROUP BY 1, 2, 3, 4
               ON CONFLICT (network, scan_started_at, address, probe) DO UPDATE SET
                   packets = packets + excluded.packets, connections = connections + excluded.connections,
                   bytes = bytes + excluded.bytes, max_per_second = max(max_per_second, excluded.max_per_second)";
    connection.prepare_cached(sum)?.execute(params![before, day_ms])?;
    let delete = "DELETE FROM ledger WHERE scan_started_at < ?1 AND scan_started_at % ?2 != 0";
    connection.prepare_cached(delete)?.execute(params![before, day_ms]).map(|rows| rows as u64)
}

/// Sorted by network, time, address and probe.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<LedgerRow>> {
    let sql = "SELECT network, scan_started_at, address, probe, packets, connections, bytes, max_per_second
               FROM ledger";
    let mut select = connection.prepare_cached(sql)?;
    let rows = select.query_map([], |row| {
        Ok(LedgerRow {
            network: NetworkId(row.get(0)?),
            scan_started_at: time(row, 1)?,
            address: parsed(row, 2)?,
            probe: named(row, 3)?,
            packets: whole(row, 4)?,
            connections: whole(row, 5)?,
            bytes: whole(row, 6)?,
            max_per_second: whole(row, 7)?,
        })
    })?;
    let mut ledger = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    ledger.sort_by(|a, b| {
        (&a.network, a.scan_started_at, a.address, a.probe).cmp(&(&b.network, b.scan_started_at, b.address, b.probe))
    });
    Ok(ledger)
}
