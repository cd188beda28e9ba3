//! What servers say before they are asked: SSH (RFC 4253 section 4.2), FTP (RFC 959), telnet (RFC 854).

use model::{Channel, Fact};

use crate::{Reading, clean_text};

const MAX_TEXT: usize = 512;
/// Lines that an SSH server may say before its name (RFC 4253 section 4.2).
const MOST_LINES: usize = 50;

/// The name of an SSH server, without `SSH-2.0-`.
#[must_use]
pub fn read_ssh(bytes: &[u8], port: u16) -> Reading {
    let text = String::from_utf8_lossy(bytes);
    let name = text.split(['\r', '\n']).take(MOST_LINES).find_map(|line| {
        let rest = line.strip_prefix("SSH-")?;
        rest.split_once('-').map(|(_version, name)| name)
    });
    match name {
        Some(name) => told(Channel::Ssh, name, port),
        None => odd_unless_silent(bytes, "a greeting that is no SSH"),
    }
}

/// The greeting of an FTP server, without its number.
#[must_use]
pub fn read_ftp(bytes: &[u8], port: u16) -> Reading {
    let text = String::from_utf8_lossy(bytes);
    let mut lines = text.split(['\r', '\n']).filter(|line| !line.trim().is_empty()).peekable();
    let is_ftp = lines.peek().is_some_and(|line| line.len() >= 3 && line.bytes().take(3).all(|b| b.is_ascii_digit()));
    if !is_ftp {
        return odd_unless_silent(bytes, "a greeting that is no FTP");
    }
    let without_number = |line: &str| {
        let rest = line.get(3..).filter(|_| line.bytes().take(3).all(|byte| byte.is_ascii_digit()));
        rest.and_then(|rest| rest.strip_prefix([' ', '-'])).unwrap_or(line).trim().to_owned()
    };
    told(Channel::Ftp, &lines.take(MOST_LINES).map(without_number).collect::<Vec<_>>().join(" "), port)
}

/// The greeting of a telnet server, without the options that it offers. They are not answered.
#[must_use]
pub fn read_telnet(bytes: &[u8], port: u16) -> Reading {
    let text = without_options(bytes);
    let text = without_colours(&String::from_utf8_lossy(&text));
    let words: Vec<_> = text.split_whitespace().collect();
    told(Channel::Telnet, &words.join(" "), port)
}

/// RFC 854: IAC is 255; SB (250) … SE (240) embrace a negotiation, WILL to DONT (251–254) take one byte.
fn without_options(bytes: &[u8]) -> Vec<u8> {
    const IAC: u8 = 255;
    let (mut text, mut bytes) = (Vec::new(), bytes.iter().copied());
    while let Some(byte) = bytes.next() {
        if byte != IAC {
            text.push(byte);
            continue;
        }
        match bytes.next() {
            Some(IAC) => text.push(IAC),
            Some(251..=254) => {
                bytes.next();
            }
            Some(250) => {
                let mut last = 0;
                for byte in bytes.by_ref() {
                    if last == IAC && byte == 240 {
                        break;
                    }
                    last = byte;
                }
            }
            _ => {}
        }
    }
    text
}

/// Terminal sequences such as `ESC [ 2 J` (ECMA-48 section 5.4) are left out.
fn without_colours(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut parts = text.split('\u{1b}');
    plain.extend(parts.next());
    for part in parts {
        match part.strip_prefix('[') {
            Some(rest) => {
                let end = rest.find(|c: char| ('@'..='~').contains(&c)).map_or(rest.len(), |end| end + 1);
                plain.push_str(rest.get(end..).unwrap_or_default());
            }
            None => plain.push_str(part),
        }
    }
    plain
}

fn told(channel: Channel, text: &str, port: u16) -> Reading {
    let text = clean_text(text, MAX_TEXT);
    if text.is_empty() { Reading::default() } else { Reading::of(Fact::Told { channel, port, text }) }
}

fn odd_unless_silent(bytes: &[u8], what: &str) -> Reading {
    if bytes.is_empty() { Reading::default() } else { Reading::odd(what) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(reading: &Reading) -> Option<&str> {
        match reading.facts.as_slice() {
            [Fact::Told { text, .. }] => Some(text),
            _ => None,
        }
    }

    #[test]
    fn ssh_says_its_name_after_other_lines() {
        assert_eq!(text(&read_ssh(b"SSH-2.0-dropbear_2020.81\r\n", 22)), Some("dropbear_2020.81"));
        assert_eq!(text(&read_ssh(b"Welcome\r\nSSH-1.99-Cisco-1.25\n", 22)), Some("Cisco-1.25"));
        assert_eq!(read_ssh(b"HTTP/1.0 400", 22).oddities, ["a greeting that is no SSH"]);
        assert_eq!(read_ssh(b"", 22), Reading::default());
    }

    #[test]
    fn ftp_greets_in_several_lines() {
        let greeting = b"220-Welcome to\r\n  the box\r\n220 NASFTPD Turbo station 1.3.4e Server (ProFTPD)\r\n";
        assert_eq!(
            text(&read_ftp(greeting, 21)),
            Some("Welcome to the box NASFTPD Turbo station 1.3.4e Server (ProFTPD)")
        );
        assert_eq!(read_ftp(b"SSH-2.0-x", 21).oddities, ["a greeting that is no FTP"]);
        assert_eq!(text(&read_ftp(b"220", 21)), Some("220"));
    }

    #[test]
    fn telnet_options_are_not_text() {
        let greeting =
            b"\xff\xfd\x18\xff\xfb\x01\xff\xfa\x18\x01\xff\xf0\x1b[2J\r\nBusyBox v1.19\r\n\xff\xffrouter login: ";
        assert_eq!(text(&read_telnet(greeting, 23)), Some("BusyBox v1.19 \u{fffd}router login:"));
        assert_eq!(read_telnet(b"\xff\xfd", 23), Reading::default());
    }

    proptest! {
        #[test]
        fn nothing_panics_and_all_is_bounded(bytes: Vec<u8>) {
            for reading in [read_ssh(&bytes, 1), read_ftp(&bytes, 1), read_telnet(&bytes, 1)] {
                prop_assert!(text(&reading).is_none_or(|text| text.len() <= MAX_TEXT));
            }
        }
    }
}
