//! A person's word for each network.

use model::{Consent, NetworkId};
use rusqlite::{Connection, params};

use super::column::{named, time};

pub(crate) const V1: &str = "
CREATE TABLE consents (
    network    TEXT PRIMARY KEY NOT NULL REFERENCES networks (id) DEFERRABLE INITIALLY DEFERRED,
    level      TEXT NOT NULL,
    given_at   INTEGER NOT NULL,
    link_epoch TEXT,
    may_although_managed_or_large INTEGER NOT NULL CHECK (may_although_managed_or_large IN (0, 1))
) STRICT;
";

pub(crate) fn put(connection: &Connection, consent: &Consent) -> rusqlite::Result<()> {
    let sql = "INSERT INTO consents (network, level, given_at, link_epoch, may_although_managed_or_large)
               VALUES (?1, ?2, ?3, ?4, ?5)
               ON CONFLICT (network) DO UPDATE SET
                   level = excluded.level, given_at = excluded.given_at, link_epoch = excluded.link_epoch,
                   may_although_managed_or_large = excluded.may_although_managed_or_large";
    connection.prepare_cached(sql)?.execute(params![
        consent.network.0,
        consent.level.as_str(),
        consent.given_at.0,
        consent.link_epoch,
        consent.may_although_managed_or_large,
    ])?;
    Ok(())
}

pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<Consent>> {
    let sql = "SELECT network, level, given_at, link_epoch, may_although_managed_or_large
               FROM consents ORDER BY network";
    let mut select = connection.prepare_cached(sql)?;
    let rows = select.query_map([], |row| {
        Ok(Consent {
            network: NetworkId(row.get(0)?),
            level: named(row, 1)?,
            given_at: time(row, 2)?,
            link_epoch: row.get(3)?,
            may_although_managed_or_large: row.get(4)?,
        })
    })?;
    rows.collect()
}
