//! Reverse look-ups at the network's name server (RFC 1035).

use std::net::IpAddr;

use model::Fact;

use crate::Reading;
use crate::message::{self, Data, Message, Name, Writer};

/// Please look it up for me (RFC 1035 section 4.1.1).
const RECURSION_DESIRED: u16 = 0x0100;
const MAX_QUESTION: usize = 512;
const NO_SUCH_NAME: u16 = 3;

/// Asks for the name of an address.
#[must_use]
pub fn reverse_question(address: IpAddr, id: u16) -> Vec<u8> {
    let mut writer = Writer::new(id, RECURSION_DESIRED);
    writer.ask(&Name::reverse(address), message::PTR, message::IN, MAX_QUESTION);
    writer.finish()
}

/// Reads the answer to [`reverse_question`].
#[must_use]
pub fn read_reverse(bytes: &[u8], id: u16, asked: IpAddr) -> Reading {
    let message = Message::read(bytes);
    let wanted = Name::reverse(asked).key();
    let is_ours = message.questions.first().is_none_or(|name| name.key() == wanted);
    if message.id != id || !message.is_answer() || !is_ours {
        return Reading::odd("an answer that nobody asked for");
    }
    let mut reading = Reading::default();
    if let Some(what) = message.oddity {
        reading.note(what);
    }
    if !matches!(message.response_code(), 0 | NO_SUCH_NAME) {
        reading.note("a name server that refuses");
    }
    let mut names: Vec<String> = Vec::new();
    for record in message.records.iter().filter(|record| record.name.key() == wanted) {
        if let Data::Ptr(name) = &record.data {
            names.push(name.text());
        }
    }
    // Servers turn the order of several names; the same one has to come out each time.
    names.retain(|name| !name.is_empty());
    names.sort();
    reading.facts.extend(names.into_iter().next().map(|name| Fact::ReverseName { name, via: "dns".into() }));
    reading
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ADDRESS: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 168, 1, 20));

    /// The question with this many answers behind it, which point to these labels.
    fn answer(names: &[&str]) -> Vec<u8> {
        let mut raw = reverse_question(ADDRESS, 7);
        raw[2] = 0x85;
        raw[7] = u8::try_from(names.len()).unwrap();
        for name in names {
            let length = u8::try_from(name.len()).unwrap();
            raw.extend([0xc0, 12, 0, 12, 0, 1, 0, 0, 0, 60, 0, length + 6, length]);
            raw.extend(name.bytes());
            raw.extend(b"\x03lan\x00");
        }
        raw
    }

    #[test]
    fn asks() {
        let question = reverse_question(ADDRESS, 0x1234);
        assert_eq!(question[..12], [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
        assert_eq!(&question[12..], b"\x0220\x011\x03168\x03192\x07in-addr\x04arpa\x00\x00\x0c\x00\x01");
        let v6 = reverse_question("fd00::1".parse().unwrap(), 1);
        assert_eq!(Message::read(&v6).questions, [Name::reverse("fd00::1".parse().unwrap())]);
    }

    #[test]
    fn reads_one_name_whatever_their_order() {
        let name = |name: &str| vec![Fact::ReverseName { name: name.into(), via: "dns".into() }];
        assert_eq!(read_reverse(&answer(&["NAS"]), 7, ADDRESS).facts, name("NAS.lan"));
        assert_eq!(read_reverse(&answer(&["b", "a"]), 7, ADDRESS).facts, name("a.lan"));
        assert_eq!(read_reverse(&answer(&[]), 7, ADDRESS), Reading::default());
    }

    #[test]
    fn answers_that_nobody_asked_for_are_odd() {
        let odd = Reading::odd("an answer that nobody asked for");
        assert_eq!(read_reverse(&answer(&["nas"]), 8, ADDRESS), odd);
        assert_eq!(read_reverse(&answer(&["nas"]), 7, "192.168.1.21".parse().unwrap()), odd);
        assert_eq!(read_reverse(&reverse_question(ADDRESS, 7), 7, ADDRESS), odd);
        assert_eq!(read_reverse(b"", 7, ADDRESS), odd);
        let mut refused = answer(&[]);
        refused[3] = 5;
        assert_eq!(read_reverse(&refused, 7, ADDRESS), Reading::odd("a name server that refuses"));
    }

    proptest! {
        #[test]
        fn never_panics(raw: Vec<u8>, at: usize, byte: u8, id: u16) {
            let _ = read_reverse(&raw, id, ADDRESS);
            let mut valid = answer(&["nas", "box"]);
            let at = at % valid.len();
            valid[at] = byte;
            prop_assert!(read_reverse(&valid, 7, ADDRESS).facts.len() <= 1);
        }
    }
}
