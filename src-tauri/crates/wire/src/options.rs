//! The question for what a server can do, which changes nothing: RTSP (RFC 7826 section 13.1) and SIP (RFC 3261 section 11).

use std::net::IpAddr;

use model::{Channel, Fact};

use crate::http::{AGENT, Response};
use crate::{Reading, clean_text};

const MAX_TEXT: usize = 255;

/// OPTIONS to a stream server. `host` is an address with its port.
#[must_use]
pub fn rtsp_question(host: &str) -> Vec<u8> {
    format!("OPTIONS rtsp://{host}/ RTSP/1.0\r\nCSeq: 1\r\nUser-Agent: {AGENT}\r\n\r\n").into_bytes()
}

/// OPTIONS to a telephone by UDP, answered to the port that it came from (RFC 3581).
#[must_use]
pub fn sip_question(to: IpAddr, from: IpAddr, id: u16) -> Vec<u8> {
    let bracketed = |address: IpAddr| match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("[{address}]"),
    };
    let (to, from) = (bracketed(to), bracketed(from));
    format!(
        "OPTIONS sip:{to} SIP/2.0\r\nVia: SIP/2.0/UDP {from};branch=z9hG4bK{id:04x};rport\r\nMax-Forwards: 1\r\n\
         To: <sip:{to}>\r\nFrom: <sip:homewarden@{from}>;tag={id:04x}\r\nCall-ID: {id:04x}@{from}\r\nCSeq: 1 OPTIONS\r\n\
         User-Agent: {AGENT}\r\nAccept: application/sdp\r\nContent-Length: 0\r\n\r\n"
    )
    .into_bytes()
}

/// The server's name in an RTSP answer.
#[must_use]
pub fn read_rtsp(bytes: &[u8], port: u16) -> Reading {
    read(bytes, b"RTSP/", "an answer that is no RTSP", port, &[("server", Channel::RtspServer)])
}

/// Whether an RTSP answer is all there: to OPTIONS it has no body.
#[must_use]
pub fn rtsp_is_whole(bytes: &[u8]) -> bool {
    bytes.windows(4).any(|end| end == b"\r\n\r\n")
}

/// The telephone's name in a SIP answer.
#[must_use]
pub fn read_sip(bytes: &[u8], port: u16) -> Reading {
    let names = [("server", Channel::SipServer), ("user-agent", Channel::SipUserAgent)];
    read(bytes, b"SIP/", "an answer that is no SIP", port, &names)
}

fn read(bytes: &[u8], begins: &[u8], odd: &str, port: u16, names: &[(&str, Channel)]) -> Reading {
    let Some(response) = Response::read(bytes).filter(|_| bytes.starts_with(begins)) else {
        return Reading::odd(odd);
    };
    let told = names.iter().filter_map(|(name, channel)| {
        let text = clean_text(response.header(name)?, MAX_TEXT);
        (!text.is_empty()).then_some(Fact::Told { channel: *channel, port, text })
    });
    Reading { facts: told.collect(), oddities: Vec::new() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_servers_name_is_told() {
        let answer = b"RTSP/1.0 200 OK\r\nCSeq: 1\r\nServer: Dahua Rtsp Server\r\nPublic: OPTIONS\r\n\r\n";
        let text = "Dahua Rtsp Server".to_owned();
        assert_eq!(read_rtsp(answer, 554).facts, [Fact::Told { channel: Channel::RtspServer, port: 554, text }]);
        let answer = b"SIP/2.0 200 OK\r\nUser-Agent: Yealink SIP-T46S 66.85.0.5\r\nContent-Length: 0\r\n\r\n";
        let text = "Yealink SIP-T46S 66.85.0.5".to_owned();
        assert_eq!(read_sip(answer, 5060).facts, [Fact::Told { channel: Channel::SipUserAgent, port: 5060, text }]);
        assert_eq!(read_sip(b"HTTP/1.1 400 No\r\n\r\n", 5060).oddities, ["an answer that is no SIP"]);
        assert!(rtsp_is_whole(b"RTSP/1.0 200 OK\r\n\r\n") && !rtsp_is_whole(b"RTSP/1.0 200 OK\r\n"));
        assert_eq!(read_rtsp(b"", 554).oddities, ["an answer that is no RTSP"]);
    }

    #[test]
    fn questions_name_the_address_only() {
        let question = sip_question("192.168.1.9".parse().unwrap(), "192.168.1.2".parse().unwrap(), 0xabc);
        let text = String::from_utf8(question).unwrap();
        assert!(text.starts_with("OPTIONS sip:192.168.1.9 SIP/2.0\r\n") && text.ends_with("\r\n\r\n"));
        assert!(text.contains("branch=z9hG4bK0abc;rport") && !text.contains("  "));
        assert!(rtsp_question("192.168.1.9:554").starts_with(b"OPTIONS rtsp://192.168.1.9:554/ RTSP/1.0\r\n"));
    }

    proptest! {
        #[test]
        fn never_panics(bytes: Vec<u8>) {
            let _ = (read_rtsp(&bytes, 554), read_sip(&bytes, 5060));
        }
    }
}
