//! Builds answers for tests.

use std::net::IpAddr;

use super::{A, AAAA, IN, Name, PTR, SRV, TOP_BIT, TXT};

/// An mDNS answer in the making. Names are not compressed.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    bytes: Vec<u8>,
    count: u16,
    ttl: u32,
}

impl Answer {
    pub(crate) fn new() -> Self {
        Self { bytes: vec![0, 0, 0x84, 0, 0, 0, 0, 0, 0, 0, 0, 0], count: 0, ttl: 120 }
    }

    pub(crate) fn ttl(mut self, ttl: u32) -> Self {
        self.ttl = ttl;
        self
    }

    pub(crate) fn ptr(self, name: &str, target: &str) -> Self {
        self.record(name, PTR, IN, &raw(target))
    }

    pub(crate) fn srv(self, name: &str, priority: u16, port: u16, host: &str) -> Self {
        let fields = [priority, 0, port].into_iter().flat_map(u16::to_be_bytes);
        let data: Vec<u8> = fields.chain(raw(host)).collect();
        self.record(name, SRV, IN | TOP_BIT, &data)
    }

    pub(crate) fn txt(self, name: &str, strings: &[&str]) -> Self {
        let string = |s: &&str| std::iter::once(u8::try_from(s.len()).unwrap()).chain(s.bytes()).collect::<Vec<_>>();
        let data: Vec<u8> = strings.iter().flat_map(string).collect();
        self.record(name, TXT, IN | TOP_BIT, &data)
    }

    pub(crate) fn address(self, name: &str, address: &str) -> Self {
        match address.parse().unwrap() {
            IpAddr::V4(v4) => self.record(name, A, IN | TOP_BIT, &v4.octets()),
            IpAddr::V6(v6) => self.record(name, AAAA, IN | TOP_BIT, &v6.octets()),
        }
    }

    pub(crate) fn finish(mut self) -> Vec<u8> {
        self.bytes[6..8].copy_from_slice(&self.count.to_be_bytes());
        self.bytes
    }

    fn record(mut self, name: &str, kind: u16, class: u16, data: &[u8]) -> Self {
        self.bytes.extend(raw(name));
        self.bytes.extend(kind.to_be_bytes());
        self.bytes.extend(class.to_be_bytes());
        self.bytes.extend(self.ttl.to_be_bytes());
        self.bytes.extend(u16::try_from(data.len()).unwrap().to_be_bytes());
        self.bytes.extend(data);
        self.count += 1;
        self
    }
}

fn raw(name: &str) -> Vec<u8> {
    let name = Name::parse(name).unwrap();
    let label = |label: &Vec<u8>| {
        let mut raw = vec![u8::try_from(label.len()).unwrap()];
        raw.extend(label);
        raw
    };
    name.labels().iter().flat_map(label).chain([0]).collect()
}
