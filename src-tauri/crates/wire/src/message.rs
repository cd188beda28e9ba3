//! DNS messages (RFC 1035 section 4), as unicast and multicast DNS and NetBIOS use them.

use std::net::{Ipv4Addr, Ipv6Addr};

#[cfg(test)]
pub(crate) mod answer;
mod bytes;
mod name;
mod write;

pub(crate) use bytes::Bytes;
pub(crate) use name::Name;
pub(crate) use write::Writer;

pub(crate) const A: u16 = 1;
pub(crate) const PTR: u16 = 12;
pub(crate) const TXT: u16 = 16;
pub(crate) const AAAA: u16 = 28;
pub(crate) const SRV: u16 = 33;
pub(crate) const ANY: u16 = 255;
/// The Internet class. Multicast DNS uses the class's highest bit for something else (RFC 6762 sections 5.4 and 10.2).
pub(crate) const IN: u16 = 1;
pub(crate) const TOP_BIT: u16 = 0x8000;

/// More records than any honest datagram holds.
const MOST_RECORDS: usize = 512;
const MOST_QUESTIONS: usize = 256;

/// A message, as far as it could be read.
#[derive(Debug, Default)]
pub(crate) struct Message {
    pub(crate) id: u16,
    pub(crate) flags: u16,
    pub(crate) questions: Vec<Name>,
    /// Answers and additional records; those of the authority section are left out.
    pub(crate) records: Vec<Record>,
    /// Why it could not be read to its end, or not in all its parts.
    pub(crate) oddity: Option<&'static str>,
}

/// A resource record of the Internet class.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) name: Name,
    pub(crate) ttl: u32,
    pub(crate) data: Data,
}

/// What a record says.
#[derive(Debug)]
pub(crate) enum Data {
    A(Ipv4Addr),
    Aaaa(Ipv6Addr),
    Ptr(Name),
    Srv { priority: u16, port: u16, host: Name },
    Txt(Vec<u8>),
}

impl Message {
    /// Reads what can be read.
    pub(crate) fn read(raw: &[u8]) -> Self {
        let mut message = Self::default();
        if let Err(what) = message.fill(&mut Bytes::new(raw)) {
            message.oddity = Some(what);
        }
        message
    }

    pub(crate) fn is_answer(&self) -> bool {
        self.flags & 0x8000 != 0
    }

    pub(crate) fn opcode(&self) -> u16 {
        self.flags >> 11 & 0xf
    }

    pub(crate) fn is_truncated(&self) -> bool {
        self.flags & 0x0200 != 0
    }

    pub(crate) fn response_code(&self) -> u16 {
        self.flags & 0xf
    }

    fn fill(&mut self, bytes: &mut Bytes<'_>) -> Result<(), &'static str> {
        let mut header = [0; 6];
        for field in &mut header {
            *field = bytes.u16().ok_or("a message without a whole header")?;
        }
        let [id, flags, questions, answers, authority, additional] = header;
        self.id = id;
        self.flags = flags;
        for _ in 0..questions {
            if self.questions.len() == MOST_QUESTIONS {
                return Err("more questions than a device asks");
            }
            self.questions.push(Name::read(bytes)?);
            bytes.take(4).ok_or("a message that is cut off")?;
        }
        let mut read = 0;
        for (count, wanted) in [(answers, true), (authority, false), (additional, true)] {
            for _ in 0..count {
                if read == MOST_RECORDS {
                    return Err("more records than a device sends");
                }
                read += 1;
                match Record::read(bytes) {
                    Ok(record) if wanted => self.records.extend(record),
                    Ok(_) => {}
                    Err(Broken::Record(what)) => self.oddity = Some(what),
                    Err(Broken::Message(what)) => return Err(what),
                }
            }
        }
        Ok(())
    }
}

/// How far the damage goes.
enum Broken {
    /// The next record's place is known.
    Record(&'static str),
    /// Nothing after this can be read.
    Message(&'static str),
}

impl Record {
    /// Reads the next record: `None` if it is of no use to us.
    fn read(bytes: &mut Bytes<'_>) -> Result<Option<Self>, Broken> {
        let name = Name::read(bytes).map_err(Broken::Message)?;
        let cut = || Broken::Message("a message that is cut off");
        let kind = bytes.u16().ok_or_else(cut)?;
        let class = bytes.u16().ok_or_else(cut)?;
        let ttl = bytes.u32().ok_or_else(cut)?;
        let length = bytes.u16().ok_or_else(cut)?;
        let mut data = bytes.part(usize::from(length)).ok_or_else(cut)?;
        if class & !TOP_BIT != IN {
            return Ok(None);
        }
        let data = Data::read(kind, &mut data).map_err(Broken::Record)?;
        Ok(data.map(|data| Self { name, ttl, data }))
    }
}

impl Data {
    fn read(kind: u16, bytes: &mut Bytes<'_>) -> Result<Option<Self>, &'static str> {
        let short = "a record of the wrong length";
        let data = match kind {
            A => Self::A(bytes.array::<4>().ok_or(short)?.into()),
            AAAA => Self::Aaaa(bytes.array::<16>().ok_or(short)?.into()),
            PTR => Self::Ptr(Name::read(bytes)?),
            SRV => {
                let priority = bytes.u16().ok_or(short)?;
                let _weight = bytes.u16().ok_or(short)?;
                let port = bytes.u16().ok_or(short)?;
                Self::Srv { priority, port, host: Name::read(bytes)? }
            }
            TXT => Self::Txt(bytes.take_rest().to_vec()),
            _ => return Ok(None),
        };
        if bytes.rest().is_empty() { Ok(Some(data)) } else { Err(short) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: [u8; 12] = [0, 7, 0x84, 0, 0, 0, 0, 2, 0, 0, 0, 0];

    #[test]
    fn a_broken_record_does_not_hide_the_next_one() {
        let mut raw = HEADER.to_vec();
        raw.extend(b"\x01a\x00\x00\x01\x00\x01\x00\x00\x00\x78\x00\x03\x0a\x00\x00");
        raw.extend(b"\x01b\x00\x00\x01\x80\x01\x00\x00\x00\x78\x00\x04\x0a\x00\x00\x02");
        let message = Message::read(&raw);
        assert_eq!(message.oddity, Some("a record of the wrong length"));
        let [record] = &message.records[..] else { panic!("{message:?}") };
        assert_eq!(record.name.to_string(), "b");
        assert!(matches!(record.data, Data::A(a) if a == Ipv4Addr::new(10, 0, 0, 2)));
        assert_eq!((message.id, message.is_answer(), message.is_truncated()), (7, true, false));
    }

    #[test]
    fn what_comes_before_the_cut_is_kept() {
        let mut raw = HEADER.to_vec();
        raw.extend(b"\x01b\x00\x00\x01\x80\x01\x00\x00\x00\x78\x00\x04\x0a\x00\x00\x02");
        raw.extend(b"\x01c\x00\x00\x01\x80");
        let message = Message::read(&raw);
        assert_eq!(message.oddity, Some("a message that is cut off"));
        assert_eq!(message.records.len(), 1);
    }

    #[test]
    fn a_header_that_promises_too_much_is_bounded() {
        let mut raw = vec![0, 0, 0x84, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0];
        for _ in 0..5_000 {
            raw.extend(b"\x00\x00\x01\x00\x01\x00\x00\x00\x78\x00\x04\x0a\x00\x00\x02");
        }
        let message = Message::read(&raw);
        assert_eq!(message.records.len(), MOST_RECORDS);
        assert_eq!(message.oddity, Some("more records than a device sends"));
    }
}
