//! Who made a network interface, and how people call makers.

use std::sync::LazyLock;

use model::{Kind, Mac};

use crate::tables::{BRANDS, COMMON, SPELLINGS};
use crate::tidy;

static NAMES: &str = include_str!(concat!(env!("OUT_DIR"), "/names.txt"));
static STARTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/names.bin"));
static KEYS36: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/keys36.bin"));
static KEYS28: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/keys28.bin"));
static KEYS24: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/keys24.bin"));

/// Words of running text that are looked at.
const MOST_WORDS: usize = 64;

/// The maker of a network interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Maker {
    /// The name as people know it.
    pub name: &'static str,
    /// Makes chips, modules or whole devices for other brands: the name says little about the device.
    pub weak: bool,
}

/// A brand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Brand {
    /// The name as people know it.
    pub name: &'static str,
    /// Makes chips, modules or whole devices for other brands.
    pub weak: bool,
    /// What most of its devices at home are, with how often that holds.
    pub kinds: &'static [(Kind, f64)],
}

/// Who made the interface with this hardware address, by the longest registered prefix (IEEE MA-S and IAB 36 bits, MA-M 28, MA-L 24).
///
/// Addresses that devices made up, and group addresses, have no maker; nor have prefixes whose owner is withheld.
#[must_use]
pub fn maker(mac: Mac) -> Option<Maker> {
    if mac.is_private() || !mac.is_usable() {
        return None;
    }
    let bits = mac.0.iter().fold(0_u64, |bits, octet| bits << 8 | u64::from(*octet));
    let number = find::<5>(KEYS36, bits >> 12)
        .or_else(|| find::<4>(KEYS28, bits >> 20))
        .or_else(|| find::<3>(KEYS24, bits >> 24))?;
    let (start, weak) = start(number)?;
    let (end, _) = start_after(number)?;
    NAMES.get(start..end).map(|name| Maker { name, weak })
}

/// The brand whose spelling a maker's name, or a model's, begins with: `Hewlett-Packard Company`, `HP LaserJet M404dn`.
#[must_use]
pub fn brand(text: &str) -> Option<&'static Brand> {
    spelled(&text.trim().to_lowercase()).map(|(brand, _)| brand)
}

/// A brand that running text names.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mention {
    /// The brand.
    pub brand: &'static Brand,
    /// Where its name begins and ends.
    pub place: (usize, usize),
    /// Its name is an everyday word too.
    pub common: bool,
}

/// The brands that running text names, in their order. Makers of chips do not count.
pub fn mentions(text: &str) -> impl Iterator<Item = Mention> {
    let lower = text.to_ascii_lowercase();
    let starts: Vec<usize> = lower
        .char_indices()
        .filter(|(at, letter)| {
            let before = lower.get(..*at).and_then(|front| front.chars().next_back());
            letter.is_alphanumeric() && !before.is_some_and(char::is_alphanumeric)
        })
        .map(|(at, _)| at)
        .take(MOST_WORDS)
        .collect();
    starts.into_iter().filter_map(move |at| {
        let (brand, spelling) = spelled(lower.get(at..)?)?;
        let place = (at, at + spelling.len());
        (!brand.weak).then_some(Mention { brand, place, common: COMMON.contains(&brand.name) })
    })
}

/// The brand of this very name.
#[must_use]
pub fn brand_named(name: &str) -> Option<&'static Brand> {
    BRANDS.iter().find(|brand| brand.name == name)
}

/// The name of a maker as people write it: the brand where we know it, else without legal form and shouting.
#[must_use]
pub fn tidy_name(text: &str) -> String {
    brand(text).map_or_else(|| tidy::organization(text), |brand| brand.name.to_owned())
}

fn spelled(lower: &str) -> Option<(&'static Brand, &'static str)> {
    /// Longest first, so that the first that fits is the right one.
    static SORTED: LazyLock<Vec<(&str, usize)>> = LazyLock::new(|| {
        let mut list = SPELLINGS.to_vec();
        list.sort_by_key(|(spelling, _)| std::cmp::Reverse(spelling.len()));
        list
    });
    let (spelling, index) = SORTED.iter().find(|(spelling, _)| tidy::begins(lower, spelling))?;
    BRANDS.get(*index).map(|brand| (brand, *spelling))
}

/// The number of the name that stands for a prefix of `N` bytes.
fn find<const N: usize>(table: &[u8], key: u64) -> Option<usize> {
    let size = N + 2;
    let row = |i: usize| table.get(i * size..(i + 1) * size);
    let read = |bytes: &[u8]| bytes.iter().fold(0_u64, |value, byte| value << 8 | u64::from(*byte));
    let (mut low, mut high) = (0, table.len() / size);
    while low < high {
        let middle = low + (high - low) / 2;
        let (prefix, name) = row(middle)?.split_at_checked(N)?;
        match read(prefix).cmp(&key) {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
            std::cmp::Ordering::Equal => return usize::try_from(read(name)).ok(),
        }
    }
    None
}

fn start(number: usize) -> Option<(usize, bool)> {
    let bytes: [u8; 4] = STARTS.get(number * 4..number * 4 + 4)?.try_into().ok()?;
    let value = u32::from_be_bytes(bytes);
    Some((usize::try_from(value & !(1 << 31)).ok()?, value >> 31 == 1))
}

fn start_after(number: usize) -> Option<(usize, bool)> {
    start(number + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(mac: &str) -> Option<Maker> {
        maker(mac.parse().unwrap())
    }

    #[test]
    fn knows_prefixes_of_every_length() {
        assert_eq!(of("50:a6:d8:00:00:00"), Some(Maker { name: "Apple", weak: false }));
        assert_eq!(of("b8:4c:87:40:00:00").map(|m| m.name), Some("Blum Novotest"));
        assert_eq!(of("8c:1f:64:af:a0:00").map(|m| m.name), Some("Data Electronic Devices"));
        assert_eq!(of("40:d8:55:0d:70:00").map(|m| m.name), Some("Avant Technologies"));
        assert_eq!(of("00:00:00:00:00:01").map(|m| m.name), Some("Xerox"));
    }

    #[test]
    fn modules_are_weak_and_made_up_addresses_are_nobodys() {
        assert_eq!(of("24:0a:c4:00:00:01"), Some(Maker { name: "Espressif", weak: true }));
        assert_eq!(of("02:00:00:00:00:01"), None);
        assert_eq!(of("ff:ff:ff:ff:ff:ff"), None);
        assert_eq!(of("00:1b:c5:10:00:00").map(|m| m.name), None, "IEEE's own block without a 36-bit entry");
    }

    #[test]
    fn every_spelling_leads_to_its_brand() {
        for (spelling, index) in SPELLINGS {
            assert_eq!(brand(spelling).map(|b| b.name), Some(BRANDS[*index].name), "{spelling}");
        }
        assert_eq!(brand("Apple Inc.").map(|b| b.name), Some("Apple"));
        assert_eq!(brand("Applebee"), None);
    }

    #[test]
    fn names_are_tidy() {
        for (written, tidy) in [
            ("HEWLETT PACKARD INC.", "HP"),
            ("Hewlett Packard Enterprise ", "Hewlett Packard Enterprise"),
            ("SAMSUNG ELECTRO-MECHANICS(THAILAND)", "Samsung Electro-Mechanics"),
            ("AVM Audiovisuelles Marketing und Computersysteme GmbH", "AVM"),
            ("DATA ELECTRONIC DEVICES, INC", "Data Electronic Devices"),
            ("YUYAMA MFG Co.,Ltd", "Yuyama MFG"),
            ("Grossenbacher Systeme AG", "Grossenbacher Systeme"),
            ("Nokia Danmark A/S", "Nokia"),
            ("Ltd", "Ltd"),
        ] {
            assert_eq!(tidy_name(written), tidy, "{written}");
        }
    }

    #[test]
    fn few_names_shout_or_keep_their_legal_form() {
        let names: Vec<&str> =
            (0..STARTS.len() / 4 - 1).map(|n| &NAMES[start(n).unwrap().0..start_after(n).unwrap().0]).collect();
        assert!(names.len() > 25_000, "{}", names.len());
        let bad = names.iter().filter(|n| n.ends_with(" Inc") || n.ends_with(" Ltd") || n.ends_with(" GmbH"));
        let bad: Vec<_> = bad.collect();
        assert!(bad.is_empty(), "{bad:?}");
    }

    #[test]
    fn tables_are_small() {
        let size = NAMES.len() + STARTS.len() + KEYS24.len() + KEYS28.len() + KEYS36.len();
        assert!(size < 1_200_000, "{size}");
    }

    proptest! {
        #[test]
        fn any_address_and_any_name_has_an_answer(octets: [u8; 6], name: String) {
            let found = maker(Mac(octets));
            prop_assert!(found.is_none_or(|m| !m.name.is_empty()));
            let _ = tidy_name(&name);
        }
    }
}
