//! Multicast DNS (RFC 6762) and service discovery over it (RFC 6763).

use std::collections::BTreeSet;
use std::net::IpAddr;

mod browser;
mod claims;
mod txt;
mod types;

use claims::Claims;

pub use browser::{Browser, Destination};
pub use types::{META, common_types};

use crate::Reading;
use crate::message::{self, Name, Writer};

/// The longest datagram that we send.
pub const MAX_DATAGRAM: usize = 1_400;

/// How long a datagram with several questions may become that is answered to a port other than 5353. Such an answer
/// repeats the questions (RFC 6762 section 6.7) and ends at 512 bytes, so that long questions leave it no room: Avahi
/// then says nothing at all.
pub const MAX_LEGACY: usize = 120;

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ask {
    /// The name that is asked about, with dots between its labels; a dot or backslash inside a label stands behind a
    /// backslash, and any byte may be written as `\DDD` (RFC 1035 section 5.1).
    pub name: String,
    /// What is asked about it.
    pub kind: AskKind,
}

/// What a question asks for (RFC 1035 section 3.2.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AskKind {
    /// The names it points to.
    Ptr,
    /// The host and port of a service instance.
    Srv,
    /// A service instance's properties.
    Txt,
    /// IPv4 addresses.
    A,
    /// IPv6 addresses.
    Aaaa,
    /// Every record.
    Any,
}

impl Ask {
    /// A question about a name.
    pub fn new(name: impl Into<String>, kind: AskKind) -> Self {
        Self { name: name.into(), kind }
    }

    /// Asks for the name that belongs to an address.
    #[must_use]
    pub fn reverse(address: IpAddr) -> Self {
        Self::new(Name::reverse(address).to_string(), AskKind::Ptr)
    }
}

impl AskKind {
    fn number(self) -> u16 {
        match self {
            Self::Ptr => message::PTR,
            Self::Srv => message::SRV,
            Self::Txt => message::TXT,
            Self::A => message::A,
            Self::Aaaa => message::AAAA,
            Self::Any => message::ANY,
        }
    }
}

/// What an mDNS datagram said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MdnsReading {
    /// Facts and oddities.
    pub reading: Reading,
    /// The service types that it told in answer to [`META`], such as `_ipp._tcp`.
    pub types: BTreeSet<String>,
    /// It was a question, which holds no facts: its known answers are what others said, and a name that is probed for
    /// does not belong to its sender yet.
    pub is_query: bool,
    /// The sender marked it as cut off (the TC bit).
    pub truncated: bool,
}

/// The datagrams to begin with: which types are there, and who offers the [`common_types`]. It is one datagram for
/// port 5353; with `unicast_reply` they are several of [`MAX_LEGACY`], which may come from any port.
#[must_use]
pub fn first_questions(unicast_reply: bool, id: u16) -> Vec<Vec<u8>> {
    let common = common_types().iter().map(|service| format!("{service}.local"));
    let asks: Vec<Ask> = std::iter::once(META.into()).chain(common).map(|name| Ask::new(name, AskKind::Ptr)).collect();
    match asks.split_first() {
        Some((meta, common)) if unicast_reply => {
            let mut datagrams = vec![question(std::slice::from_ref(meta), true, id)];
            datagrams.extend(questions(common, true, id));
            datagrams
        }
        _ => questions(&asks, unicast_reply, id),
    }
}

/// The datagrams that ask all this: of [`MAX_DATAGRAM`] bytes at the most, for port 5353; with `unicast_reply` of
/// [`MAX_LEGACY`], unless one name is longer. A name that cannot be sent is left out.
#[must_use]
pub fn questions(asks: &[Ask], unicast_reply: bool, id: u16) -> Vec<Vec<u8>> {
    let max = if unicast_reply { MAX_LEGACY } else { MAX_DATAGRAM };
    let mut datagrams = Vec::new();
    let mut writer = Writer::new(id, 0);
    for (name, kind) in sendable(asks) {
        if !writer.ask(&name, kind.number(), class(unicast_reply), max) {
            if !writer.is_empty() {
                datagrams.push(std::mem::replace(&mut writer, Writer::new(id, 0)).finish());
            }
            writer.ask(&name, kind.number(), class(unicast_reply), MAX_DATAGRAM);
        }
    }
    if !writer.is_empty() {
        datagrams.push(writer.finish());
    }
    datagrams
}

/// One datagram that asks as much of this as fits into [`MAX_DATAGRAM`]; [`questions`] leaves nothing out.
#[must_use]
pub fn question(asks: &[Ask], unicast_reply: bool, id: u16) -> Vec<u8> {
    let mut writer = Writer::new(id, 0);
    for (name, kind) in sendable(asks) {
        writer.ask(&name, kind.number(), class(unicast_reply), MAX_DATAGRAM);
    }
    writer.finish()
}

/// Reads a datagram. Who knows the sender and listens for longer uses a [`Browser`].
#[must_use]
pub fn read(bytes: &[u8]) -> MdnsReading {
    let (heard, claims) = hear(bytes);
    let mut reading = Reading { facts: claims.facts(), oddities: Vec::new() };
    for what in &heard.oddities {
        reading.note(what);
    }
    MdnsReading { reading, types: claims.types, is_query: heard.is_query, truncated: heard.truncated }
}

/// What is to know about a datagram beside its claims.
#[derive(Debug, Default)]
struct Heard {
    oddities: BTreeSet<&'static str>,
    is_query: bool,
    truncated: bool,
}

/// Reads a datagram as claims.
fn hear(bytes: &[u8]) -> (Heard, Claims) {
    let message = message::Message::read(bytes);
    let mut heard = Heard { is_query: !message.is_answer(), truncated: message.is_truncated(), ..Heard::default() };
    heard.oddities.extend(message.oddity);
    let mut claims = Claims::default();
    if message.opcode() != 0 || message.response_code() != 0 {
        // RFC 6762 sections 18.3 and 18.11: such a message is ignored.
        heard.oddities.insert("a message that is no mDNS answer");
    } else if message.is_answer() {
        for record in message.records {
            heard.oddities.extend(claims.add(record).err());
        }
    }
    (heard, claims)
}

fn sendable(asks: &[Ask]) -> impl Iterator<Item = (Name, AskKind)> {
    asks.iter().filter_map(|ask| Some((Name::parse(&ask.name)?, ask.kind)))
}

fn class(unicast_reply: bool) -> u16 {
    if unicast_reply { message::IN | message::TOP_BIT } else { message::IN }
}

#[cfg(test)]
mod tests;
