//! Where a device says that its description is, and whether that may be fetched.
//!
//! Anybody on the network may announce any location. So that nobody can send us elsewhere, only the sender's own
//! address is fetched from, never a name, never a printer's raw port, and never with a request line of its choosing.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::ops::RangeInclusive;

const MAX_LOCATION: usize = 2_048;
const MAX_PATH: usize = 1_024;
/// Where whatever comes in is printed.
const PRINT_PORTS: [RangeInclusive<u16>; 2] = [515..=515, 9100..=9107];

/// Where to fetch a description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The address; a link-local one without its zone, which the socket has to add.
    pub address: SocketAddr,
    /// The Host header.
    pub host_header: String,
    /// The path with its query.
    pub path: String,
    /// Whether it is fetched by HTTPS. No location that is accepted today is.
    pub https: bool,
}

/// The target of a location that was heard from `from`, or the oddity for which it is not fetched.
pub fn pinned(location: &str, from: IpAddr) -> Result<Target, &'static str> {
    if location.len() > MAX_LOCATION {
        return Err("a location that is too long");
    }
    if !location.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err("a location with characters that no address has");
    }
    let rest = without_scheme(location)?;
    let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
    if authority.contains('@') {
        return Err("a location with a user name");
    }
    let (host, port) = host_and_port(authority)?;
    if host != from {
        return Err("a location on another host");
    }
    if port == 0 || PRINT_PORTS.iter().any(|ports| ports.contains(&port)) {
        return Err("a location on a port that is never asked");
    }
    Ok(Target {
        address: SocketAddr::new(host, port),
        host_header: host_header(host, port),
        path: sound_path(path)?,
        https: false,
    })
}

fn without_scheme(location: &str) -> Result<&str, &'static str> {
    let (scheme, rest) = location.split_once("://").ok_or("a location that is not http")?;
    if scheme.eq_ignore_ascii_case("http") {
        Ok(rest)
    } else if scheme.eq_ignore_ascii_case("https") {
        Err("a location by https")
    } else {
        Err("a location that is not http")
    }
}

fn host_and_port(authority: &str) -> Result<(IpAddr, u16), &'static str> {
    let no_address = "a location that is no address";
    let (host, rest) = if let Some(inside) = authority.strip_prefix('[') {
        let (host, rest) = inside.split_once(']').ok_or(no_address)?;
        let without_zone = host.split_once('%').map_or(host, |(address, _zone)| address);
        (IpAddr::from(without_zone.parse::<Ipv6Addr>().map_err(|_| no_address)?), rest)
    } else {
        let (host, rest) =
            authority.split_at_checked(authority.find(':').unwrap_or(authority.len())).ok_or(no_address)?;
        (IpAddr::from(host.parse::<Ipv4Addr>().map_err(|_| no_address)?), rest)
    };
    let port = match rest.strip_prefix(':') {
        None if rest.is_empty() => 80,
        Some("") => 80,
        Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse().map_err(|_| no_address)?,
        _ => return Err(no_address),
    };
    Ok((host, port))
}

fn host_header(host: IpAddr, port: u16) -> String {
    match (host, port) {
        (IpAddr::V4(v4), 80) => v4.to_string(),
        (IpAddr::V4(v4), _) => format!("{v4}:{port}"),
        (IpAddr::V6(v6), 80) => format!("[{v6}]"),
        (IpAddr::V6(v6), _) => format!("[{v6}]:{port}"),
    }
}

fn sound_path(path: &str) -> Result<String, &'static str> {
    let path = path.split_once('#').map_or(path, |(path, _fragment)| path);
    if path.len() > MAX_PATH {
        return Err("a location that is too long");
    }
    if path.contains('\\') {
        return Err("a location with characters that no address has");
    }
    Ok(if path.starts_with('/') { path.into() } else { format!("/{path}") })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_senders_own_address_is_accepted() {
        let cases = [
            (
                "http://192.168.1.9:1400/xml/device_description.xml",
                "192.168.1.9",
                1400,
                "192.168.1.9:1400",
                "/xml/device_description.xml",
            ),
            ("HTTP://192.168.1.9", "192.168.1.9", 80, "192.168.1.9", "/"),
            ("http://192.168.1.9:?a=b#c", "192.168.1.9", 80, "192.168.1.9", "/?a=b"),
            ("http://[fe80::1]:49152/d.xml", "fe80::1", 49152, "[fe80::1]:49152", "/d.xml"),
            ("http://[FE80:0::1%25eth0]/", "fe80::1", 80, "[fe80::1]", "/"),
            ("http://[fe80::1%3]/", "fe80::1", 80, "[fe80::1]", "/"),
            ("http://[::ffff:10.0.0.1]/", "::ffff:10.0.0.1", 80, "[::ffff:10.0.0.1]", "/"),
        ];
        for (location, from, port, host_header, path) in cases {
            let from: IpAddr = from.parse().unwrap();
            let target = pinned(location, from).unwrap();
            let wanted = Target {
                address: (from, port).into(),
                host_header: host_header.into(),
                path: path.into(),
                https: false,
            };
            assert_eq!(target, wanted, "{location}");
        }
    }

    #[test]
    fn everything_else_is_refused() {
        let from: IpAddr = "192.168.1.9".parse().unwrap();
        let long = format!("http://192.168.1.9/{}", "a".repeat(1_024));
        let cases = [
            ("https://192.168.1.9/", "a location by https"),
            ("ftp://192.168.1.9/", "a location that is not http"),
            ("192.168.1.9/d.xml", "a location that is not http"),
            ("", "a location that is not http"),
            ("http://192.168.1.1/", "a location on another host"),
            ("http://127.0.0.1/", "a location on another host"),
            ("http://[::ffff:192.168.1.9]/", "a location on another host"),
            ("http://example.com/", "a location that is no address"),
            ("http://3232235785/", "a location that is no address"),
            ("http://0300.0250.1.9/", "a location that is no address"),
            ("http://192.168.1.9.evil.example/", "a location that is no address"),
            ("http://192.168.1.9:80:80/", "a location that is no address"),
            ("http://192.168.1.9:+80/", "a location that is no address"),
            ("http://192.168.1.9:65536/", "a location that is no address"),
            ("http://[::1/", "a location that is no address"),
            ("http://", "a location that is no address"),
            ("http://192.168.1.9@192.168.1.1/", "a location with a user name"),
            ("http://a:b@192.168.1.9/", "a location with a user name"),
            ("http://192.168.1.9:0/", "a location on a port that is never asked"),
            ("http://192.168.1.9:515/", "a location on a port that is never asked"),
            ("http://192.168.1.9:9100/", "a location on a port that is never asked"),
            ("http://192.168.1.9:9107/", "a location on a port that is never asked"),
            ("http://192.168.1.9/a b", "a location with characters that no address has"),
            ("http://192.168.1.9/a\r\nHost: x", "a location with characters that no address has"),
            ("http://192.168.1.9\\@192.168.1.1/", "a location with characters that no address has"),
            ("http://192.168.1.9/ü", "a location with characters that no address has"),
            (&long, "a location that is too long"),
        ];
        for (location, oddity) in cases {
            assert_eq!(pinned(location, from), Err(oddity), "{location}");
        }
    }

    proptest! {
        #[test]
        fn what_is_accepted_is_pinned_and_safe_to_send(
            host in "(192\\.168\\.1\\.9|\\[fe80::1\\]|\\PC{0,12})", port in "(:[0-9]{0,6})?", path in "([/?#]\\PC{0,40})?",
            v6: bool,
        ) {
            let from: IpAddr = if v6 { "fe80::1".parse().unwrap() } else { "192.168.1.9".parse().unwrap() };
            if let Ok(target) = pinned(&format!("http://{host}{port}{path}"), from) {
                prop_assert_eq!(target.address.ip(), from);
                prop_assert!(target.path.starts_with('/') && target.path.bytes().all(|b| b.is_ascii_graphic()));
                prop_assert!(!PRINT_PORTS.iter().any(|ports| ports.contains(&target.address.port())));
            }
        }
    }
}
