//! Codes that devices give as their model: `MacBookPro16,2`, `AFTMM`, `3810X`.

use model::Kind;

use crate::tables::CODES;

/// What a code stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Code {
    /// The maker.
    pub vendor: &'static str,
    /// The name that people know it by, without the maker.
    pub name: &'static str,
    /// What it is.
    pub kind: Kind,
}

/// What a code stands for, written in capitals or not.
#[must_use]
pub fn code(text: &str) -> Option<Code> {
    let lower = text.trim().to_lowercase();
    let place = CODES.binary_search_by(|(code, _)| (*code).cmp(lower.as_str())).ok()?;
    CODES.get(place).map(|(_, code)| *code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_in_capitals_or_not() {
        assert_eq!(code("iMac9,1").map(|c| (c.vendor, c.kind)), Some(("Apple", Kind::Computer)));
        assert_eq!(code(" imac9,1 "), code("iMac9,1"));
        assert_eq!(code("iMac"), None);
        assert!(CODES.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
