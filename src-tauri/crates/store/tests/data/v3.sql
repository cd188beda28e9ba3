-- A database of format 3 with rows in every table. Never changes.
PRAGMA foreign_keys = OFF;
PRAGMA application_id = 1213678670;
PRAGMA user_version = 3;
BEGIN TRANSACTION;
CREATE TABLE apart (
    a TEXT NOT NULL REFERENCES devices (id) DEFERRABLE INITIALLY DEFERRED,
    b TEXT NOT NULL REFERENCES devices (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
INSERT INTO "apart" VALUES('d00000001','d00000003');
CREATE TABLE changes (
    revision INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL,
    home     TEXT NOT NULL,
    kind     TEXT NOT NULL,
    device   TEXT,
    text     TEXT NOT NULL,
    details  TEXT NOT NULL
) STRICT;
INSERT INTO "changes" VALUES(2,1777809600000,'h00000001','device-new','d00000001','A device is new','{"addresses":["192.168.1.20"]}');
INSERT INTO "changes" VALUES(3,1777809900000,'h00000001','gateway-changed',NULL,'Another gateway','null');
CREATE TABLE consents (
    network    TEXT PRIMARY KEY NOT NULL REFERENCES networks (id) DEFERRABLE INITIALLY DEFERRED,
    level      TEXT NOT NULL,
    given_at   INTEGER NOT NULL,
    link_epoch TEXT,
    may_although_managed_or_large INTEGER NOT NULL CHECK (may_although_managed_or_large IN (0, 1))
) STRICT;
INSERT INTO "consents" VALUES('n00000001','check',1777809600000,NULL,0);
INSERT INTO "consents" VALUES('n00000002','look',1777809600000,'epoch 3',1);
CREATE TABLE counter (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    revision INTEGER NOT NULL
) STRICT;
INSERT INTO "counter" VALUES(1,7);
CREATE TABLE devices (
    id          TEXT PRIMARY KEY NOT NULL,
    home        TEXT NOT NULL REFERENCES homes (id) DEFERRABLE INITIALLY DEFERRED,
    first_seen  INTEGER NOT NULL,
    last_seen   INTEGER NOT NULL,
    state       TEXT NOT NULL,
    merged_into TEXT REFERENCES devices (id) DEFERRABLE INITIALLY DEFERRED
, habit TEXT) STRICT;
INSERT INTO "devices" VALUES('d00000001','h00000001',1777809600000,1777809900000,'here',NULL,NULL);
INSERT INTO "devices" VALUES('d00000002','h00000001',1777809600000,1777809900000,'away','d00000001',NULL);
INSERT INTO "devices" VALUES('d00000003','h00000001',1777809600000,1777809900000,'asleep',NULL,'{"missed":3000,"longest_ms":7200000,"at":"2026-05-03T12:00:00Z"}');
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
INSERT INTO "evidence" VALUES('d00000001','n00000001','192.168.1.20','neighbour','{"fact":"neighbour","mac":"00:11:22:33:44:66","router":false}',1777809600000,1777809900000);
INSERT INTO "evidence" VALUES('d00000001','n00000001','192.168.1.20','mdns:_ipp._tcp:Office','{"fact":"mdns-service","service":"_ipp._tcp","subtypes":["_universal"],"instance":"Office","host":"printer.local","port":631,"txt":{"ty":"Model X","air":null}}',1777809600000,1777809900000);
INSERT INTO "evidence" VALUES('d00000003','n00000002','fe80::1','gateway','{"fact":"gateway"}',1777809600000,1777809900000);
CREATE TABLE homes (
    id         TEXT PRIMARY KEY NOT NULL,
    name       TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
INSERT INTO "homes" VALUES('h00000001','Elm Street',1777809600000);
CREATE TABLE keys (
    home   TEXT NOT NULL REFERENCES homes (id) DEFERRABLE INITIALLY DEFERRED,
    kind   TEXT NOT NULL,
    value  TEXT NOT NULL,
    device TEXT NOT NULL REFERENCES devices (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (home, kind, value)
) STRICT, WITHOUT ROWID;
INSERT INTO "keys" VALUES('h00000001','host-name','printer.local','d00000001');
INSERT INTO "keys" VALUES('h00000001','mac','00:11:22:33:44:66','d00000001');
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
INSERT INTO "ledger" VALUES('n00000001',1777809600000,'192.168.1.20','sweep',2,0,2,1);
INSERT INTO "ledger" VALUES('n00000001',1777809600000,'ff02::fb','reverse-name',3,1,120,2);
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
INSERT INTO "networks" VALUES('n00000001','h00000001','elm','192.168.1.0/24','192.168.1.1','00:11:22:33:44:55','wlan0',1777809600000,1777809900000);
INSERT INTO "networks" VALUES('n00000002','h00000001','fe80::/64',NULL,NULL,NULL,'eth0',1777809600000,1777809900000);
CREATE TABLE notes (
    device      TEXT PRIMARY KEY NOT NULL REFERENCES devices (id) DEFERRABLE INITIALLY DEFERRED,
    name        TEXT,
    owner       TEXT,
    room        TEXT,
    purpose     TEXT,
    criticality TEXT,
    kind        TEXT,
    text        TEXT
, vendor TEXT, model TEXT, firmware TEXT, belongs TEXT, guest_until INTEGER, told_at INTEGER) STRICT;
INSERT INTO "notes" VALUES('d00000001','Printer','Ada','Küche','invoices','high','printer','two lines
of "text"','Brother','HL-L2350DW','1.72',NULL,NULL,1777809900000);
INSERT INTO "notes" VALUES('d00000003',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'guest',1780401600000,NULL);
CREATE TABLE scans (
    id          INTEGER PRIMARY KEY,
    network     TEXT NOT NULL,
    level       TEXT NOT NULL,
    started_at  INTEGER NOT NULL,
    finished_at INTEGER NOT NULL,
    complete    INTEGER NOT NULL CHECK (complete IN (0, 1)),
    devices     INTEGER NOT NULL
, not_checked TEXT NOT NULL DEFAULT '[]', oddities INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "scans" VALUES(1,'n00000001','look',1777809600000,1777809604000,1,2,'[]',0);
INSERT INTO "scans" VALUES(2,'n00000001','check',1777809900000,1777809909000,0,3,'[{"device":null,"what":"IPv6","why":"no address"}]',3);
CREATE TABLE settings (
    key   TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "settings" VALUES('later:tell-devices','2026-05-10T14:20:00Z');
INSERT INTO "settings" VALUES('theme','dark');
CREATE TRIGGER changes_are_only_added BEFORE UPDATE OF revision, at, kind, device, text, details ON changes
BEGIN
    SELECT RAISE(ABORT, 'the change log is only added to');
END;
COMMIT;
