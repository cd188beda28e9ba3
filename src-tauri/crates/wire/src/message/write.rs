use std::collections::BTreeMap;

use super::Name;

/// Writes a message that asks questions.
#[derive(Debug)]
pub(crate) struct Writer {
    bytes: Vec<u8>,
    /// Where the names and ends of names stand that were written so far.
    places: BTreeMap<Vec<Vec<u8>>, u16>,
    questions: u16,
}

impl Writer {
    pub(crate) fn new(id: u16, flags: u16) -> Self {
        let mut bytes = Vec::with_capacity(512);
        for field in [id, flags, 0, 0, 0, 0] {
            bytes.extend(field.to_be_bytes());
        }
        Self { bytes, places: BTreeMap::new(), questions: 0 }
    }

    /// Adds a question, unless the message would become longer than `max`.
    pub(crate) fn ask(&mut self, name: &Name, kind: u16, class: u16, max: usize) -> bool {
        let written = self.bytes.len();
        self.name(name);
        self.bytes.extend(kind.to_be_bytes());
        self.bytes.extend(class.to_be_bytes());
        if self.bytes.len() > max || self.questions == u16::MAX {
            self.bytes.truncate(written);
            self.places.retain(|_, place| usize::from(*place) < written);
            return false;
        }
        self.questions += 1;
        true
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.questions == 0
    }

    pub(crate) fn finish(mut self) -> Vec<u8> {
        if let Some(count) = self.bytes.get_mut(4..6) {
            count.copy_from_slice(&self.questions.to_be_bytes());
        }
        self.bytes
    }

    /// Writes a name, with a pointer to an equal end of an earlier one (RFC 1035 section 4.1.4).
    fn name(&mut self, name: &Name) {
        let mut rest = name.labels();
        while let Some((label, after)) = rest.split_first() {
            if let Some(place) = self.places.get(rest) {
                self.bytes.extend((0xc000 | place).to_be_bytes());
                return;
            }
            if let Ok(place) = u16::try_from(self.bytes.len())
                && place < 0x4000
            {
                self.places.insert(rest.to_vec(), place);
            }
            let length = u8::try_from(label.len()).unwrap_or(0);
            self.bytes.push(length);
            self.bytes.extend(label.iter().take(length.into()));
            rest = after;
        }
        self.bytes.push(0);
    }
}
