//! What the first page of a device says.

use std::collections::BTreeMap;
use std::net::IpAddr;

use md5::{Digest, Md5};
use model::{Channel, Fact};

use super::{Response, html};
use crate::{Reading, clean_text, location};

const MAX_TEXT: usize = 255;
/// A cookie's value that is longer is made for this visit and says nothing of the device.
const LONGEST_PLAIN_COOKIE: usize = 12;
/// Parts of a question for a password that are made anew for each visit.
const OF_THIS_VISIT: [&str; 4] = ["nonce=", "opaque=", "stale=", "cnonce="];

/// The first page: what it says, and what may be fetched next from the same port.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Root {
    /// Facts and oddities.
    pub reading: Reading,
    /// The path that it leads to, on the same address and port.
    pub leads_to: Option<String>,
    /// The path of its icon.
    pub icon: Option<String>,
}

/// Reads the answer of `from` on `port` to a question for its first page.
#[must_use]
pub fn read_root(bytes: &[u8], from: IpAddr, port: u16) -> Root {
    let Some(response) = Response::read(bytes) else {
        return Root { reading: Reading::odd("an answer that is no HTTP"), ..Root::default() };
    };
    let page = response.text();
    let told = |channel, text: Option<String>| {
        text.filter(|text| !text.is_empty()).map(|text| Fact::Told { channel, port, text })
    };
    let header = |name| response.header(name).map(|value| clean_text(value, MAX_TEXT));
    let fields = BTreeMap::from([
        ("status".to_owned(), response.status.to_string()),
        ("login".to_owned(), login(&response, &page).to_owned()),
    ]);
    let mut facts = vec![Fact::Page { page: "root".into(), port, fields }];
    facts.extend(told(Channel::HttpServer, header("server")));
    facts.extend(told(Channel::HttpAuthenticate, response.header("www-authenticate").map(lasting)));
    facts.extend(told(Channel::HttpCookie, response.header("set-cookie").map(cookie)));
    // The title of an error page is the server program's, not the device's.
    let is_page = response.status < 400 || matches!(response.status, 401 | 403);
    facts.extend(told(Channel::HtmlTitle, html::title(&page).filter(|_| is_page)));
    let leads_to = if (300..400).contains(&response.status) {
        response.header("location").map(str::to_owned)
    } else {
        html::refresh(&page).filter(|_| response.status == 200)
    };
    Root {
        reading: Reading { facts, oddities: Vec::new() },
        leads_to: leads_to.and_then(|place| path(&place, from, port)).filter(|path| path != "/"),
        icon: html::icon(&page).and_then(|place| path(&place, from, port)),
    }
}

/// The fingerprint of an icon, by which makers are known (MD5 as is custom for this; nothing is trusted to it).
#[must_use]
pub fn read_icon(bytes: &[u8], port: u16) -> Reading {
    let image = Response::read(bytes).filter(|response| response.status == 200 && !response.body().is_empty());
    let is_page = |response: &Response| response.header("content-type").is_some_and(|kind| kind.contains("html"));
    let Some(image) = image.filter(|response| !is_page(response)) else { return Reading::default() };
    let text = Md5::digest(image.body()).iter().map(|byte| format!("{byte:02x}")).collect();
    Reading::of(Fact::Told { channel: Channel::Favicon, port, text })
}

fn login(response: &Response, page: &str) -> &'static str {
    let asked = response.header("www-authenticate").map(str::to_ascii_lowercase).filter(|_| response.status == 401);
    match asked {
        Some(how) if how.starts_with("digest") => "digest",
        Some(_) => "basic",
        None if html::asks_for_password(page) => "form",
        None => "none",
    }
}

/// `Digest realm="x", nonce="…"` without what differs from visit to visit.
fn lasting(value: &str) -> String {
    let stays = |part: &&str| {
        let name = part.trim_start().trim_start_matches("Digest").trim_start().to_ascii_lowercase();
        !OF_THIS_VISIT.iter().any(|changing| name.starts_with(changing))
    };
    clean_text(value.split(',').filter(stays).collect::<Vec<_>>().join(","), MAX_TEXT)
}

/// `name=value`; a value made for this visit is left out.
fn cookie(value: &str) -> String {
    let first = value.split(';').next().unwrap_or_default();
    match first.split_once('=') {
        Some((name, value)) if value.len() > LONGEST_PLAIN_COOKIE => clean_text(format!("{name}="), MAX_TEXT),
        _ => clean_text(first, MAX_TEXT),
    }
}

/// A place on the same address and port as a path; none for all others.
fn path(place: &str, from: IpAddr, port: u16) -> Option<String> {
    let place = place.trim();
    let is_sound =
        |path: &str| path.len() <= MAX_TEXT && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if place.contains("://") {
        let target = location::pinned(place, from).ok()?;
        return (target.address.port() == port).then_some(target.path);
    }
    let is_relative = !place.starts_with("//") && !place.split('/').next().unwrap_or_default().contains(':');
    let path = place.split('#').next().unwrap_or_default();
    if !is_relative || path.is_empty() || !is_sound(path) {
        return None;
    }
    Some(if path.starts_with('/') { path.to_owned() } else { format!("/{}", path.trim_start_matches("./")) })
}
