//! Hardware addresses (EUI-48, IEEE Std 802-2014 section 8).

use std::fmt;
use std::net::Ipv6Addr;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A 48-bit hardware address.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mac(pub [u8; 6]);

impl Mac {
    /// Whether the address was made up by its device (the "locally administered" bit), as phones do for privacy.
    #[must_use]
    pub fn is_private(self) -> bool {
        self.0[0] & 0b10 != 0
    }

    /// Whether the address can belong to one device: not a group address, not all zeros.
    #[must_use]
    pub fn is_usable(self) -> bool {
        self.0[0] & 1 == 0 && self.0 != [0; 6]
    }

    /// The hardware address inside a modified EUI-64 interface identifier (RFC 4291 appendix A), if there is one.
    #[must_use]
    pub fn from_eui64(address: Ipv6Addr) -> Option<Self> {
        let o = address.octets();
        let mac = Self([o[8] ^ 0b10, o[9], o[10], o[13], o[14], o[15]]);
        (o[11] == 0xff && o[12] == 0xfe && mac.is_usable()).then_some(mac)
    }
}

impl fmt::Display for Mac {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d, e, g] = self.0;
        write!(f, "{a:02x}:{b:02x}:{c:02x}:{d:02x}:{e:02x}:{g:02x}")
    }
}

impl fmt::Debug for Mac {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text is not a hardware address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not a hardware address such as 00:11:22:33:44:55")]
pub struct NotAMac(String);

impl FromStr for Mac {
    type Err = NotAMac;

    fn from_str(text: &str) -> Result<Self, NotAMac> {
        let wrong = || NotAMac(text.into());
        let mut octets = [0; 6];
        let mut parts = text.split([':', '-']);
        for octet in &mut octets {
            let part = parts.next().filter(|p| (1..=2).contains(&p.len())).ok_or_else(wrong)?;
            if !part.bytes().all(|b| b.is_ascii_hexdigit()) {
                return Err(wrong());
            }
            *octet = u8::from_str_radix(part, 16).map_err(|_| wrong())?;
        }
        if parts.next().is_some() { Err(wrong()) } else { Ok(Self(octets)) }
    }
}

impl Serialize for Mac {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Mac {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes() {
        let mac: Mac = "00-1A-2b-3C-4d-5E".parse().unwrap();
        assert_eq!(mac.to_string(), "00:1a:2b:3c:4d:5e");
        assert!(!mac.is_private() && mac.is_usable());
        assert!("02:00:00:00:00:01".parse::<Mac>().unwrap().is_private());
        assert!(!"ff:ff:ff:ff:ff:ff".parse::<Mac>().unwrap().is_usable());
        assert!("00:11:22:33:44".parse::<Mac>().is_err());
        assert!("00:11:22:33:44:55:66".parse::<Mac>().is_err());
        assert!("00:11:22:33:44:+5".parse::<Mac>().is_err());
    }

    #[test]
    fn finds_the_hardware_address_in_a_link_local_address() {
        let address = "fe80::21a:2bff:fe3c:4d5e".parse().unwrap();
        assert_eq!(Mac::from_eui64(address), Some(Mac([0x00, 0x1a, 0x2b, 0x3c, 0x4d, 0x5e])));
        assert_eq!(Mac::from_eui64("fe80::1".parse().unwrap()), None);
    }
}
