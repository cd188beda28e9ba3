//! Networks.

use model::{HomeId, Network, NetworkId};
use rusqlite::{Connection, params};

use super::column::{parsed_if_any, time};

pub(crate) const V1: &str = "
CREATE TABLE networks (
    id           TEXT PRIMARY KEY NOT NULL,
    home         TEXT NOT NULL REFERENCES homes (id) DEFERRABLE INITIALLY DEFERRED,
    name         TEXT NOT NULL,
    subnet       TEXT,
    gateway_ipv4 TEXT,
    gateway_mac  TEXT,
    interface    TEXT NOT NULL,
    first_seen   INTEGER NOT NULL,
    last_seen    INTEGER NOT NULL
) STRICT;
";

pub(crate) fn put(connection: &Connection, network: &Network) -> rusqlite::Result<()> {
    let sql = "INSERT INTO networks
                   (id, home, name, subnet, gateway_ipv4, gateway_mac, interface, first_seen, last_seen)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
               ON CONFLICT (id) DO UPDATE SET
                   home = excluded.home, name = excluded.name, subnet = excluded.subnet,
                   gateway_ipv4 = excluded.gateway_ipv4, gateway_mac = excluded.gateway_mac,
                   interface = excluded.interface, first_seen = excluded.first_seen, last_seen = excluded.last_seen";
    connection.prepare_cached(sql)?.execute(params![
        network.id.0,
        network.home.0,
        network.name,
        network.subnet.map(|subnet| subnet.to_string()),
        network.gateway_ipv4.map(|address| address.to_string()),
        network.gateway_mac.map(|mac| mac.to_string()),
        network.interface,
        network.first_seen.0,
        network.last_seen.0,
    ])?;
    Ok(())
}

pub(crate) fn move_home(connection: &Connection, from: &HomeId, into: &HomeId) -> rusqlite::Result<()> {
    connection.prepare_cached("UPDATE networks SET home = ?2 WHERE home = ?1")?.execute(params![from.0, into.0])?;
    Ok(())
}

pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<Network>> {
    let sql = "SELECT id, home, name, subnet, gateway_ipv4, gateway_mac, interface, first_seen, last_seen
               FROM networks ORDER BY id";
    let mut select = connection.prepare_cached(sql)?;
    let rows = select.query_map([], |row| {
        Ok(Network {
            id: NetworkId(row.get(0)?),
            home: HomeId(row.get(1)?),
            name: row.get(2)?,
            subnet: parsed_if_any(row, 3)?,
            gateway_ipv4: parsed_if_any(row, 4)?,
            gateway_mac: parsed_if_any(row, 5)?,
            interface: row.get(6)?,
            first_seen: time(row, 7)?,
            last_seen: time(row, 8)?,
        })
    })?;
    rows.collect()
}
