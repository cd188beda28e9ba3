use std::fmt;
use std::net::IpAddr;

use super::Bytes;
use crate::clean_text;

/// The longest name, counted as it is sent (RFC 1035 section 2.3.4).
const MAX_NAME: usize = 255;
const MAX_LABEL: usize = 63;
/// No name has more labels, and each needs one pointer at the most.
const MOST_POINTERS: usize = 127;

/// A domain name: its labels as they were sent, without the empty one at the end. Names that differ in the case of
/// ASCII letters only are the same name: compare them by [`Name::key`].
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Name {
    labels: Vec<Vec<u8>>,
}

impl Name {
    /// Reads a name with compression (RFC 1035 section 4.1.4). A pointer must lead further back than all before it:
    /// thus every name ends.
    pub(crate) fn read<'a>(bytes: &mut Bytes<'a>) -> Result<Self, &'static str> {
        let mut name = Self::default();
        let mut length = 1;
        let mut hop: Option<Bytes<'a>> = None;
        let mut limit = bytes.at();
        let mut pointers = 0;
        loop {
            let here = hop.as_mut().unwrap_or(&mut *bytes);
            let head = here.u8().ok_or("a name that is cut off")?;
            match head {
                0 => return Ok(name),
                1..=0x3f => {
                    let label = here.take(usize::from(head)).ok_or("a name that is cut off")?;
                    length += 1 + label.len();
                    if length > MAX_NAME {
                        return Err("a name that is too long");
                    }
                    name.labels.push(label.to_vec());
                }
                0xc0.. => {
                    let low = here.u8().ok_or("a name that is cut off")?;
                    let target = usize::from(u16::from_be_bytes([head & 0x3f, low]));
                    if target >= limit {
                        return Err("a name that points at itself or forward");
                    }
                    pointers += 1;
                    if pointers > MOST_POINTERS {
                        return Err("a name with too many pointers");
                    }
                    limit = target;
                    hop = Some(bytes.back_to(target));
                }
                _ => return Err("a name with an unknown kind of label"),
            }
        }
    }

    /// A name from text, with `\.`, `\\` and `\DDD` (RFC 1035 section 5.1); `None` if it cannot be sent.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut labels = Vec::new();
        let mut label = Vec::new();
        let mut rest = text.bytes();
        while let Some(byte) = rest.next() {
            match byte {
                b'.' => labels.push(std::mem::take(&mut label)),
                b'\\' => label.push(match rest.next()? {
                    hundreds @ b'0'..=b'9' => {
                        let digits = [hundreds, rest.next()?, rest.next()?];
                        std::str::from_utf8(&digits).ok()?.parse().ok()?
                    }
                    other => other,
                }),
                other => label.push(other),
            }
        }
        if !label.is_empty() {
            labels.push(label);
        }
        Self::from_labels(labels)
    }

    /// The name that reverse look-ups ask about (RFC 1035 section 3.5, RFC 3596 section 2.5).
    pub(crate) fn reverse(address: IpAddr) -> Self {
        let (parts, zone): (Vec<String>, _) = match address {
            IpAddr::V4(v4) => (v4.octets().iter().rev().map(u8::to_string).collect(), "in-addr"),
            IpAddr::V6(v6) => {
                let nibbles = v6.octets().into_iter().rev().flat_map(|o| [o & 0xf, o >> 4]);
                (nibbles.map(|n| format!("{n:x}")).collect(), "ip6")
            }
        };
        let labels = parts.iter().map(String::as_str).chain([zone, "arpa"]);
        Self { labels: labels.map(|l| l.as_bytes().to_vec()).collect() }
    }

    /// The address that a name of [`Name::reverse`] stands for.
    pub(crate) fn reversed_address(&self) -> Option<IpAddr> {
        let [parts @ .., zone, arpa] = &self.labels[..] else { return None };
        if !arpa.eq_ignore_ascii_case(b"arpa") {
            return None;
        }
        let number = |part: &Vec<u8>, radix| u8::from_str_radix(std::str::from_utf8(part).ok()?, radix).ok();
        let address = if zone.eq_ignore_ascii_case(b"in-addr") {
            let octets: Vec<u8> = parts.iter().rev().map(|p| number(p, 10)).collect::<Option<_>>()?;
            IpAddr::from(<[u8; 4]>::try_from(octets).ok()?)
        } else if zone.eq_ignore_ascii_case(b"ip6") {
            let nibbles: Vec<u8> = parts.iter().rev().map(|p| number(p, 16)).collect::<Option<_>>()?;
            let nibbles = <[u8; 32]>::try_from(nibbles).ok()?;
            let octet = |pair: &[u8]| pair.iter().fold(0, |sum, nibble| sum << 4 | nibble);
            let octets: Vec<u8> = nibbles.chunks(2).map(octet).collect();
            IpAddr::from(<[u8; 16]>::try_from(octets).ok()?)
        } else {
            return None;
        };
        // Only the one proper spelling: "+1", "007" and two-digit nibbles are not it.
        (Self::reverse(address).key() == self.key()).then_some(address)
    }

    pub(crate) fn from_labels(labels: Vec<Vec<u8>>) -> Option<Self> {
        let length: usize = 1 + labels.iter().map(|label| 1 + label.len()).sum::<usize>();
        let sound = labels.iter().all(|label| (1..=MAX_LABEL).contains(&label.len()));
        (sound && length <= MAX_NAME).then_some(Self { labels })
    }

    pub(crate) fn labels(&self) -> &[Vec<u8>] {
        &self.labels
    }

    /// How many bytes the labels hold.
    pub(crate) fn len(&self) -> usize {
        self.labels.iter().map(Vec::len).sum()
    }

    /// What names are compared by.
    pub(crate) fn key(&self) -> Self {
        Self { labels: self.labels.iter().map(|label| label.to_ascii_lowercase()).collect() }
    }

    /// The name to show: labels with dots between them, without escapes.
    pub(crate) fn text(&self) -> String {
        let labels: Vec<String> = self.labels.iter().map(|label| clean_text(label, MAX_NAME)).collect();
        clean_text(labels.join("."), MAX_NAME)
    }
}

/// The name as text that [`Name::parse`] reads.
impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, label) in self.labels.iter().enumerate() {
            if index > 0 {
                f.write_str(".")?;
            }
            for byte in label {
                match byte {
                    b'.' | b'\\' => write!(f, "\\{}", char::from(*byte))?,
                    b'!'..=b'~' => write!(f, "{}", char::from(*byte))?,
                    other => write!(f, "\\{other:03}")?,
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(raw: &[u8], at: usize) -> Result<String, &'static str> {
        Name::read(&mut Bytes::new(raw).back_to(at)).map(|name| name.to_string())
    }

    #[test]
    fn reads_compressed_names() {
        let raw = b"\x05local\x00\x07printer\xc0\x00\x04_ipp\xc0\x07";
        assert_eq!(read(raw, 7), Ok("printer.local".into()));
        assert_eq!(read(raw, 17), Ok("_ipp.printer.local".into()));
    }

    #[test]
    fn every_loop_and_overrun_is_refused() {
        let forward = Err("a name that points at itself or forward");
        assert_eq!(read(b"\xc0\x00", 0), forward);
        assert_eq!(read(b"\xc0\x02\xc0\x00", 2), forward);
        assert_eq!(read(b"\x01a\xc0\x00", 0), forward);
        assert_eq!(read(b"\xc0\x05", 0), forward);
        assert_eq!(read(b"\x41a", 0), Err("a name with an unknown kind of label"));
        let ladder: Vec<u8> = (0u16..300).flat_map(|n| (0xc000 | (n.saturating_sub(1) * 2)).to_be_bytes()).collect();
        assert_eq!(read(&ladder, 598), Err("a name with too many pointers"));
        assert_eq!(read(b"\x05ab", 0), Err("a name that is cut off"));
        assert_eq!(read(b"", 0), Err("a name that is cut off"));
        assert_eq!(read(&[1, b'a'].repeat(200), 0), Err("a name that is too long"));
    }

    #[test]
    fn a_label_may_hold_dots() {
        let name = Name::parse(r"Dr\. Pr\195\188f\\ung._http._tcp.local.").unwrap();
        assert_eq!(name.text(), r"Dr. Prüf\ung._http._tcp.local");
        assert_eq!(name.labels().len(), 4);
        assert_eq!(name.to_string(), r"Dr\.\032Pr\195\188f\\ung._http._tcp.local");
        for wrong in ["a..b", ".a", "a\\", "\\25", "\\256", &"a".repeat(64), &"a.".repeat(130)] {
            assert!(Name::parse(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn names_of_addresses() {
        assert_eq!(Name::reverse([192, 168, 1, 20].into()).to_string(), "20.1.168.192.in-addr.arpa");
        let v6 = Name::reverse("fe80::1".parse().unwrap()).to_string();
        assert!(v6.starts_with("1.0.0.0.") && v6.ends_with(".0.8.e.f.ip6.arpa"), "{v6}");
        for wrong in ["+1.0.0.10.in-addr.arpa", "0.0.10.in-addr.arpa", "007.0.0.10.in-addr.arpa", "1.0.0.10.arpa", "x"]
        {
            assert_eq!(Name::parse(wrong).unwrap().reversed_address(), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn reverse_names_lead_back(address: IpAddr) {
            prop_assert_eq!(Name::reverse(address).reversed_address(), Some(address));
        }

        #[test]
        fn text_leads_back(labels in prop::collection::vec(prop::collection::vec(any::<u8>(), 1..20), 0..8)) {
            let name = Name::from_labels(labels).unwrap();
            prop_assert_eq!(Name::parse(&name.to_string()), Some(name));
        }

        #[test]
        fn what_is_written_is_read(all in prop::collection::vec(prop::collection::vec("[a-c]{1,3}", 0..5), 1..12)) {
            let names: Vec<Name> = all
                .into_iter()
                .map(|labels| Name::from_labels(labels.into_iter().map(String::into_bytes).collect()).unwrap())
                .collect();
            let mut writer = super::super::Writer::new(1, 0);
            for name in &names {
                prop_assert!(writer.ask(name, 12, 1, 9_000));
            }
            let message = super::super::Message::read(&writer.finish());
            prop_assert_eq!(message.oddity, None);
            prop_assert_eq!(message.questions, names);
        }
    }
}
