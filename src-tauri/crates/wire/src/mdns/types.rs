/// Asks for every service type (RFC 6763 section 9).
pub const META: &str = "_services._dns-sd._udp.local";

/// The service types that are worth asking for directly, as some devices do not answer [`META`]: see
/// [`first_questions`](super::first_questions).
#[must_use]
pub fn common_types() -> &'static [&'static str] {
    COMMON_TYPES
}

const COMMON_TYPES: &[&str] = &[
    "_airplay._tcp",
    "_raop._tcp",
    "_companion-link._tcp",
    "_sleep-proxy._udp",
    "_hap._tcp",
    "_matter._tcp",
    "_matterc._udp",
    "_meshcop._udp",
    "_googlecast._tcp",
    "_androidtvremote2._tcp",
    "_amzn-wplay._tcp",
    "_spotify-connect._tcp",
    "_sonos._tcp",
    "_daap._tcp",
    "_nvstream._tcp",
    "_viziocast._tcp",
    "_ipp._tcp",
    "_ipps._tcp",
    "_printer._tcp",
    "_pdl-datastream._tcp",
    "_uscan._tcp",
    "_uscans._tcp",
    "_scanner._tcp",
    "_http._tcp",
    "_https._tcp",
    "_ssh._tcp",
    "_sftp-ssh._tcp",
    "_rfb._tcp",
    "_smb._tcp",
    "_afpovertcp._tcp",
    "_nfs._tcp",
    "_adisk._tcp",
    "_workstation._tcp",
    "_device-info._tcp",
    "_mqtt._tcp",
    "_hue._tcp",
    "_shelly._tcp",
    "_wled._tcp",
    "_miio._udp",
    "_esphomelib._tcp",
    "_home-assistant._tcp",
    "_axis-video._tcp",
    "_rtsp._tcp",
    "_psia._tcp",
];
