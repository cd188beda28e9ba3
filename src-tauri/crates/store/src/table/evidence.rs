//! What was heard about devices.

use std::net::IpAddr;

use model::{DeviceId, FactKey, NetworkId, StoredEvidence, Timestamp};
use rusqlite::{Connection, Row, params};

use super::column::{json, parsed, time, to_json};

pub(crate) const V1: &str = "
CREATE TABLE evidence (
    device     TEXT NOT NULL REFERENCES devices (id) DEFERRABLE INITIALLY DEFERRED,
    network    TEXT NOT NULL REFERENCES networks (id) DEFERRABLE INITIALLY DEFERRED,
    address    TEXT NOT NULL,
    key        TEXT NOT NULL,
    fact       TEXT NOT NULL,
    first_seen INTEGER NOT NULL,
    last_seen  INTEGER NOT NULL,
    PRIMARY KEY (device, network, address, key)
) STRICT;
";

/// A row that is there keeps its earliest `first_seen`.
pub(crate) fn put(connection: &Connection, evidence: &StoredEvidence) -> rusqlite::Result<()> {
    let sql = "INSERT INTO evidence (device, network, address, key, fact, first_seen, last_seen)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
               ON CONFLICT (device, network, address, key) DO UPDATE SET
                   fact = excluded.fact, last_seen = excluded.last_seen,
                   first_seen = min(evidence.first_seen, excluded.first_seen)";
    connection.prepare_cached(sql)?.execute(params![
        evidence.device.0,
        evidence.network.0,
        evidence.address.to_string(),
        evidence.key.0,
        to_json(&evidence.fact)?,
        evidence.first_seen.0,
        evidence.last_seen.0,
    ])?;
    Ok(())
}

/// Where both devices have a row, the one that was heard last wins; heard at the same time, that of `to`.
pub(crate) fn hand_over(
    connection: &Connection,
    from: &DeviceId,
    to: &DeviceId,
    address: Option<IpAddr>,
) -> rusqlite::Result<()> {
    if from == to {
        return Ok(());
    }
    let address = address.map(|address| address.to_string());
    let copy = "INSERT INTO evidence (device, network, address, key, fact, first_seen, last_seen)
                SELECT ?2, network, address, key, fact, first_seen, last_seen FROM evidence
                WHERE device = ?1 AND (?3 IS NULL OR address = ?3)
                ON CONFLICT (device, network, address, key) DO UPDATE SET
                    fact = iif(excluded.last_seen > evidence.last_seen, excluded.fact, evidence.fact),
                    first_seen = min(evidence.first_seen, excluded.first_seen),
                    last_seen = max(evidence.last_seen, excluded.last_seen)";
    connection.prepare_cached(copy)?.execute(params![from.0, to.0, address])?;
    let delete = "DELETE FROM evidence WHERE device = ?1 AND (?2 IS NULL OR address = ?2)";
    connection.prepare_cached(delete)?.execute(params![from.0, address])?;
    Ok(())
}

/// Forgets what was last heard before `before`, but for what was heard within `day_ms` of the device's last sign.
pub(crate) fn forget(connection: &Connection, before: Timestamp, day_ms: i64) -> rusqlite::Result<u64> {
    let sql = "DELETE FROM evidence WHERE last_seen < ?1 AND last_seen <
                   (SELECT max(newest.last_seen) - ?2 FROM evidence newest WHERE newest.device = evidence.device)";
    connection.prepare_cached(sql)?.execute(params![before.0, day_ms]).map(|rows| rows as u64)
}

/// Sorted by device, network, address and key. A row whose fact cannot be read is left out: the next scan hears it
/// again, and one bad row must not hide all others.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<StoredEvidence>> {
    let sql = "SELECT device, network, address, key, fact, first_seen, last_seen FROM evidence";
    let mut select = connection.prepare_cached(sql)?;
    let mut evidence = Vec::new();
    for row in select.query_map([], |row| Ok(from_row(row)))? {
        match row? {
            Ok(row) => evidence.push(row),
            Err(error) if error.sqlite_error().is_none() => {}
            Err(error) => return Err(error),
        }
    }
    evidence
        .sort_by(|a, b| (&a.device, &a.network, a.address, &a.key).cmp(&(&b.device, &b.network, b.address, &b.key)));
    Ok(evidence)
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<StoredEvidence> {
    Ok(StoredEvidence {
        device: DeviceId(row.get(0)?),
        network: NetworkId(row.get(1)?),
        address: parsed(row, 2)?,
        key: FactKey(row.get(3)?),
        fact: json(row, 4)?,
        first_seen: time(row, 5)?,
        last_seen: time(row, 6)?,
    })
}
