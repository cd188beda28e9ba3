//! NetBIOS name service (RFC 1002): the table of names by which Windows and Samba computers go.

use model::{Fact, Mac};

use crate::message::{Bytes, Name};
use crate::{Reading, clean_text};

/// The status question's type (section 4.2.1.3).
const NBSTAT: u16 = 0x0021;
const IN: u16 = 1;
const NAME: usize = 15;

/// Asks for the name table (section 4.2.17).
#[must_use]
pub fn status_question(id: u16) -> [u8; 50] {
    let mut question = [0; 50];
    let fields = [id, 0, 1, 0, 0, 0].into_iter().flat_map(u16::to_be_bytes);
    // The name "*" and fifteen zeros, each half a byte as a letter from 'A' on (section 4.1).
    let name = [32, b'C', b'K'].into_iter().chain([b'A'; 30]).chain([0]);
    let end = [NBSTAT, IN].into_iter().flat_map(u16::to_be_bytes);
    for (place, byte) in question.iter_mut().zip(fields.chain(name).chain(end)) {
        *place = byte;
    }
    question
}

/// Reads a name table (section 4.2.18).
#[must_use]
pub fn read(bytes: &[u8]) -> Reading {
    let mut bytes = Bytes::new(bytes);
    let Some(count) = count_of_names(&mut bytes) else {
        return Reading::odd("a message that is no NetBIOS name table");
    };
    let mut names = Vec::new();
    let mut is_whole = true;
    for _ in 0..count {
        let Some(name) = read_name(&mut bytes) else {
            is_whole = false;
            break;
        };
        names.push(name);
    }
    // Samba reports zeros.
    let mac = bytes.array().filter(|_| is_whole).map(Mac).filter(|mac| mac.is_usable());
    let mut reading = Reading::default();
    if !is_whole {
        reading.note("a NetBIOS name table that is cut off");
    }
    if !names.is_empty() || mac.is_some() {
        reading.facts.push(Fact::Netbios { names, mac });
    }
    reading
}

/// Reads up to the table: how many names follow.
fn count_of_names(bytes: &mut Bytes<'_>) -> Option<u8> {
    let [_id, flags, questions, answers, _, _] = [(); 6].map(|()| bytes.u16());
    let is_answer = flags? & 0x8000 != 0 && flags? & 0x000f == 0;
    for _ in 0..questions?.min(1) {
        Name::read(bytes).ok()?;
        bytes.take(4)?;
    }
    Name::read(bytes).ok()?;
    let kind = bytes.u16()?;
    let _class = bytes.u16()?;
    let _ttl = bytes.u32()?;
    let _length = bytes.u16()?;
    (is_answer && answers? > 0 && kind == NBSTAT).then(|| bytes.u8())?
}

fn read_name(bytes: &mut Bytes<'_>) -> Option<model::fact::NetbiosName> {
    let name = bytes.take(NAME)?;
    let suffix = bytes.u8()?;
    let flags = bytes.u16()?;
    Some(model::fact::NetbiosName { name: clean_text(name, 3 * NAME), suffix, group: flags & 0x8000 != 0 })
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What a Windows computer answers.
    pub(crate) fn answer(names: &[(&[u8; 15], u8, u16)], mac: [u8; 6]) -> Vec<u8> {
        let mut raw = vec![0, 7, 0x84, 0, 0, 0, 0, 1, 0, 0, 0, 0];
        raw.extend(status_question(7).get(12..46).unwrap());
        raw.extend([0, 0x21, 0, 1, 0, 0, 0, 0, 0, 0]);
        raw.push(u8::try_from(names.len()).unwrap());
        for (name, suffix, flags) in names {
            raw.extend(*name);
            raw.push(*suffix);
            raw.extend(flags.to_be_bytes());
        }
        raw.extend(mac);
        raw.extend([0; 40]);
        raw
    }

    fn desktop() -> Vec<u8> {
        let names: [(&[u8; 15], u8, u16); 3] = [
            (b"DESKTOP-7Q2    ", 0x00, 0x0400),
            (b"WORKGROUP      ", 0x00, 0x8400),
            (b"\x01\x02__MSBROWSE__\x02", 0x01, 0x8400),
        ];
        answer(&names, [0x00, 0x1a, 0x2b, 0x3c, 0x4d, 0x5e])
    }

    #[test]
    fn asks() {
        let question = status_question(0x1234);
        assert_eq!(question[..13], [0x12, 0x34, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 32]);
        assert_eq!(&question[13..45], b"CKAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        assert_eq!(question[45..], [0, 0, 0x21, 0, 1]);
    }

    #[test]
    fn reads_a_table() {
        insta::assert_json_snapshot!(read(&desktop()).facts);
        assert_eq!(read(&desktop()).oddities, [""; 0]);
    }

    #[test]
    fn a_cut_table_keeps_its_first_names() {
        let raw = desktop();
        let reading = read(&raw[..raw.len() - 60]);
        assert_eq!(reading.oddities, ["a NetBIOS name table that is cut off"]);
        assert!(matches!(&reading.facts[..], [Fact::Netbios { names, mac: None }] if names.len() == 2));
    }

    #[test]
    fn other_messages_are_odd() {
        for raw in [&status_question(1)[..], b"", b"\x00", &[0xff; 300]] {
            assert_eq!(read(raw), Reading::odd("a message that is no NetBIOS name table"));
        }
    }

    proptest! {
        #[test]
        fn never_panics(raw: Vec<u8>, at: usize, byte: u8) {
            let _ = read(&raw);
            let mut valid = desktop();
            let at = at % valid.len();
            valid[at] = byte;
            let reading = read(&valid);
            prop_assert!(reading.facts.len() <= 1 && reading.oddities.len() <= 2);
        }
    }
}
