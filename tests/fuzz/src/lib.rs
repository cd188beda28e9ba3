//! What the fuzz targets share: the corpus, the parsers by name, and what holds of every reading.
//!
//! `cargo test -p homewarden-fuzz` runs each target over the corpus, over mutated corpus files and over random bytes for
//! a bounded time. `cargo bolero test -p homewarden-fuzz parsers::mdns` lets a fuzzer drive the same target.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;

use bolero::TypeGenerator;
use wire::Reading;

mod soundness;

pub use soundness::assert_sound;

/// The address that the corpus speaks of.
pub const DEVICE: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 168, 1, 20));

/// A parser's name, which is also that of its corpus folder, and the parser.
pub type Parser = (&'static str, fn(&[u8]) -> Reading);

/// Every parser.
pub const PARSERS: [Parser; 16] = [
    ("mdns", |bytes| wire::mdns::read(bytes).reading),
    ("ssdp", wire::ssdp::read),
    ("upnp", |bytes| wire::upnp::read_description(bytes, "http://192.168.1.20/description.xml")),
    ("wsd", wire::wsd::read),
    ("netbios", wire::netbios::read),
    ("dns", |bytes| wire::dns::read_reverse(bytes, 7, DEVICE)),
    ("location", location),
    ("browser", browser),
    ("root", |bytes| wire::http::read_root(bytes, DEVICE, 80).reading),
    ("page", |bytes| wire::page::read_answer("tr64desc", bytes, 80)),
    ("banner", banner),
    ("certificate", |bytes| wire::certificate::read(bytes, 443)),
    ("snmp", wire::snmp::read),
    ("ipp", |bytes| wire::ipp::read(bytes, 631)),
    ("options", |bytes| both(wire::options::read_rtsp(bytes, 554), wire::options::read_sip(bytes, 5060))),
    ("gadget", |bytes| both(wire::gadget::read_kasa(bytes, 9999), wire::gadget::read_lifx(bytes))),
];

/// The files of a parser's corpus by name.
///
/// # Panics
/// If they cannot be read.
#[must_use]
#[expect(clippy::expect_used, reason = "test code: without its corpus there is no test")]
pub fn corpus(parser: &str) -> BTreeMap<String, Vec<u8>> {
    // A browser hears what the mDNS reader reads.
    let folder = if parser == "browser" { "mdns" } else { parser };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus").join(folder);
    let files = std::fs::read_dir(&folder).expect("the parser has a corpus");
    let file = |entry: std::io::Result<std::fs::DirEntry>| {
        let entry = entry.expect("the folder can be listed");
        let bytes = std::fs::read(entry.path()).expect("the file can be read");
        (entry.file_name().to_string_lossy().into_owned(), bytes)
    };
    files.map(file).collect()
}

/// An input: random bytes, or a file of the corpus that was damaged.
#[derive(Debug, Clone, TypeGenerator)]
pub enum Input {
    /// Random bytes.
    Raw(Vec<u8>),
    /// A damaged file.
    Damaged {
        /// Which file.
        file: u16,
        /// Which bytes to set to what.
        edits: [(u16, u8); 4],
        /// How many of them.
        count: u8,
        /// Bytes to put in somewhere.
        insertion: Option<(u16, [u8; 3])>,
        /// Where to cut it off.
        cut: Option<u16>,
    },
}

impl Input {
    /// The bytes of this input.
    #[must_use]
    pub fn bytes(&self, corpus: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
        match self {
            Self::Raw(bytes) => bytes.clone(),
            Self::Damaged { file, edits, count, insertion, cut } => {
                let mut bytes = corpus.values().nth(within(*file, corpus.len())).cloned().unwrap_or_default();
                for (at, byte) in edits.iter().take(usize::from(count % 5)) {
                    let at = within(*at, bytes.len());
                    bytes.get_mut(at).into_iter().for_each(|place| *place = *byte);
                }
                if let Some((at, more)) = insertion {
                    let at = within(*at, bytes.len());
                    bytes.splice(at..at, more.iter().copied());
                }
                if let Some(cut) = cut {
                    bytes.truncate(within(*cut, bytes.len()));
                }
                bytes
            }
        }
    }
}

fn within(index: u16, length: usize) -> usize {
    usize::from(index) % length.max(1)
}

/// Tries a location that a line before it says who sent.
fn location(bytes: &[u8]) -> Reading {
    let text = String::from_utf8_lossy(bytes);
    let (from, location) = text.split_once('\n').unwrap_or(("", &text));
    let from = from.parse().unwrap_or(DEVICE);
    match wire::location::pinned(location, from) {
        Ok(target) => {
            assert_eq!(target.address.ip(), from, "only the sender itself is asked");
            assert!(!matches!(target.address.port(), 0 | 515 | 9100..=9107), "no printer's port is asked");
            assert!(target.path.starts_with('/') && target.path.bytes().all(|byte| byte.is_ascii_graphic()));
            assert!(target.host_header.bytes().all(|byte| byte.is_ascii_graphic()));
            Reading::default()
        }
        Err(what) => Reading { facts: Vec::new(), oddities: vec![what.into()] },
    }
}

/// Has a browser hear the datagram twice, among others, and asks on.
fn browser(bytes: &[u8]) -> Reading {
    let mut browser = wire::mdns::Browser::new();
    let (head, tail) = bytes.split_at(bytes.len() / 2);
    for part in [bytes, head, tail] {
        browser.heard(DEVICE, part);
        let asked = browser.next_questions(2);
        assert!(asked.len() <= 2 && asked.iter().all(|(_, datagram)| datagram.len() <= wire::mdns::MAX_DATAGRAM));
    }
    browser.heard(DEVICE, bytes)
}

/// A greeting as each of the services that greet would be read.
fn banner(bytes: &[u8]) -> Reading {
    use wire::banner::{read_ftp, read_ssh, read_telnet};
    both(both(read_ssh(bytes, 22), read_ftp(bytes, 21)), read_telnet(bytes, 23))
}

fn both(mut one: Reading, other: Reading) -> Reading {
    one.facts.extend(other.facts);
    one.oddities.extend(other.oddities);
    one
}
