//! What the system, the name server and NetBIOS tell.

use model::fact::NetbiosName;
use model::{Fact, Field, Kind, Mac};

use super::{MAKER, Signs, WEAK_MAKER};
use crate::names;

pub(super) fn fact(fact: &Fact, signs: &mut Signs) {
    match fact {
        Fact::Neighbour { mac, router } => {
            maker(*mac, signs);
            if *router {
                signs.kinds(&[(Kind::Router, 0.7)], 1.0, "route");
            }
        }
        Fact::ThisComputer { host, mac } => {
            signs.kinds(&[(Kind::Computer, 0.99)], 1.0, "system");
            if let Some(host) = host {
                signs.name(names::first_label(host), 0.9, "system", false);
            }
            if let Some(mac) = mac {
                maker(*mac, signs);
            }
        }
        Fact::Gateway => signs.kinds(&[(Kind::Router, 0.85)], 1.0, "route"),
        Fact::Netbios { names, mac } => {
            netbios(names, signs);
            if let Some(mac) = mac {
                maker(*mac, signs);
            }
        }
        Fact::ReverseName { name, via } => {
            let p = if via == "mdns" { 0.55 } else { 0.45 };
            signs.name(names::first_label(name), p, "host", true);
        }
        _ => {}
    }
}

fn maker(mac: Mac, signs: &mut Signs) {
    let Some(maker) = knowledge::maker(mac) else { return };
    signs.add(Field::Vendor, maker.name, if maker.weak { WEAK_MAKER } else { MAKER }, "oui");
    if let Some(brand) = knowledge::brand_named(maker.name) {
        signs.kinds(brand.kinds, if maker.weak { 0.6 } else { 0.8 }, "maker");
    }
}

/// NetBIOS suffixes: RFC 1001 section 14 and Microsoft's list (00 workstation, 20 file server, 1b and 1c domain).
fn netbios(list: &[NetbiosName], signs: &mut Signs) {
    for entry in list {
        match (entry.suffix, entry.group) {
            (0x00, false) => signs.name(&entry.name, 0.6, "netbios", true),
            (0x20, false) => signs.kinds(&[(Kind::Computer, 0.45), (Kind::Nas, 0.35)], 1.0, "netbios"),
            (0x1b, false) | (0x1c, true) => signs.kinds(&[(Kind::Server, 0.6)], 1.0, "netbios"),
            _ => {}
        }
    }
}
