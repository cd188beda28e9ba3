//! Pages of facts that makers offer without login, and what has to be heard before one is asked for.

/// One page.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct MakerPage {
    /// Its name in facts.
    pub(crate) name: &'static str,
    pub(crate) port: u16,
    pub(crate) path: &'static str,
    /// One of these was told by the device.
    pub(crate) when: &'static [&'static str],
    /// For a page that is asked for with POST: the header that names the question. The body is `{}`.
    pub(crate) action: Option<(&'static str, &'static str)>,
}

const fn page(name: &'static str, port: u16, path: &'static str, when: &'static [&'static str]) -> MakerPage {
    MakerPage { name, port, path, when, action: None }
}

/// All pages. Sources: the makers' own documents where they publish them, else those of open projects that read the page.
pub(crate) const PAGES: [MakerPage; 26] = [
    page("tr64desc", 49_000, "/tr64desc.xml", &["fritz", "avm "]),
    page("currentsetting", 80, "/currentsetting.htm", &["netgear", "orbi"]),
    MakerPage {
        action: Some(("X-JNAP-Action", "http://linksys.com/jnap/core/GetDeviceInfo")),
        ..page("jnap", 80, "/JNAP/", &["linksys", "velop"])
    },
    page("hnap", 80, "/HNAP1/", &["d-link", "dlink"]),
    page("google-wifi", 80, "/api/v1/status", &["google wifi", "nest wifi", "onhub"]),
    page("hue-config", 80, "/api/0/config", &["hue-bridgeid", "_hue._tcp", "philips hue", "deconz"]),
    page(
        "eureka",
        8_008,
        "/setup/eureka_info?params=version,name,build_info,device_info&options=detail",
        &["_googlecast._tcp", "dial-multiscreen-org", "eureka dongle"],
    ),
    page("roku", 8_060, "/query/device-info", &["roku"]),
    page("sonos", 1_400, "/xml/device_description.xml", &["_sonos._tcp"]),
    page("shelly", 80, "/shelly", &["shelly"]),
    page("tasmota", 80, "/cm?cmnd=Status%202", &["tasmota"]),
    page("wled", 80, "/json/info", &["wled"]),
    page("samsung-tv", 8_001, "/api/v2/", &["samsung"]),
    page(
        "synology",
        5_000,
        "/webapi/query.cgi?api=SYNO.API.Info&version=1&method=query&query=SYNO.API.Auth",
        &["synology"],
    ),
    page("qnap", 8_080, "/cgi-bin/authLogin.cgi", &["qnap"]),
    page("soundtouch", 8_090, "/info", &["soundtouch"]),
    page("yamaha", 80, "/YamahaExtendedControl/v1/system/getDeviceInfo", &["yamaha", "musiccast"]),
    page("elgato", 9_123, "/elgato/accessory-info", &["_elg._tcp"]),
    page("volumio", 3_000, "/api/v1/getSystemInfo", &["volumio"]),
    page("plex", 32_400, "/identity", &["plex media server", "plexmediasvr"]),
    page("jellyfin", 8_096, "/System/Info/Public", &["jellyfin"]),
    page("freebox", 80, "/api_version", &["freebox"]),
    page("homewizard", 80, "/api", &["_hwenergy._tcp"]),
    page("fronius", 80, "/solar_api/GetAPIVersion.cgi", &["fronius"]),
    page("enphase", 80, "/info", &["envoy", "enphase"]),
    page("tesla-wall-connector", 80, "/api/1/version", &["teslawallconnector"]),
];

impl MakerPage {
    /// Whether what a device told, in lower case, points to this page.
    pub(crate) fn fits(&self, words: &str) -> bool {
        self.when.iter().any(|word| words.contains(word))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_page_is_safe_to_ask_for_and_pointed_to() {
        let mut names = BTreeSet::new();
        for page in &PAGES {
            assert!(names.insert(page.name), "{} stands twice", page.name);
            assert!(
                page.path.starts_with('/') && page.path.bytes().all(|byte| byte.is_ascii_graphic()),
                "{}",
                page.path
            );
            assert!(
                !page.when.is_empty() && page.when.iter().all(|word| word.len() >= 4 && *word == word.to_lowercase())
            );
            assert!(!crate::gate::is_forbidden(page.port));
            assert!(!page.fits("lighttpd/1.4\nwelcome\n"));
        }
        assert!(PAGES[0].fits("upnp: fritz!box 7590\n"));
    }
}
