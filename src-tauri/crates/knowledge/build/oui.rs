//! The registry of hardware addresses as compact tables: sorted prefixes, each with the number of a name.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use crate::input::Maker;
use crate::tidy;

/// Writes `names.txt`, `names.bin` (four bytes a name: where it begins, and whether it is weak) and, for each length of prefix,
/// `keys<bits>.bin` (the prefix, big-endian, then the name's number in two bytes).
pub(crate) fn write(out: &Path, makers: &[Maker]) -> Result<(), Box<dyn Error>> {
    let mut names: BTreeMap<(String, bool), u16> = BTreeMap::new();
    let mut keys: BTreeMap<usize, BTreeMap<u64, (String, bool)>> = [6, 7, 9].map(|n| (n, BTreeMap::new())).into();
    for entry in oui_data::OUI_ENTRIES.values() {
        let (Some(list), Some(name)) = (keys.get_mut(&entry.oui().len()), people(entry.organization(), makers)) else {
            continue;
        };
        names.insert(name.clone(), 0);
        list.insert(u64::from_str_radix(entry.oui(), 16)?, name);
    }
    let (mut text, mut starts) = (String::new(), Vec::new());
    for (number, ((name, weak), place)) in names.iter_mut().enumerate() {
        *place = u16::try_from(number).map_err(|_| "more makers than two bytes can count")?;
        let start = u32::try_from(text.len())?;
        starts.extend((start | if *weak { 1 << 31 } else { 0 }).to_be_bytes());
        text.push_str(name);
    }
    starts.extend(u32::try_from(text.len())?.to_be_bytes());
    fs::write(out.join("names.txt"), text)?;
    fs::write(out.join("names.bin"), starts)?;
    for (digits, list) in keys {
        let bytes = digits.div_ceil(2);
        let mut table = Vec::new();
        for (key, name) in list {
            table.extend(&key.to_be_bytes()[8 - bytes..]);
            table.extend(names.get(&name).copied().unwrap_or_default().to_be_bytes());
        }
        fs::write(out.join(format!("keys{}.bin", digits * 4)), table)?;
    }
    Ok(())
}

/// The name for people, and whether it says little. Nobody's and withheld entries have none.
fn people(organization: &str, makers: &[Maker]) -> Option<(String, bool)> {
    let name = tidy::organization(organization);
    let lower = name.to_lowercase();
    if name.is_empty() || ["private", "ieee registration authority"].contains(&lower.as_str()) {
        return None;
    }
    let spellings = makers.iter().flat_map(|maker| maker.starts.iter().map(move |start| (start, maker)));
    let known = spellings.filter(|(start, _)| tidy::begins(&lower, start)).max_by_key(|(start, _)| start.len());
    Some(known.map_or((name, false), |(_, maker)| (maker.name.clone(), maker.weak)))
}
