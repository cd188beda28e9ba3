//! The networks that this computer is on.

use serde::Serialize;
use specta::Type;

use super::Level;

/// A network that this computer is on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Place {
    interface: String,
    /// The Wi-Fi name or the name that a person gave; none on an unnamed network.
    name: Option<String>,
    wired: bool,
    subnet: Option<String>,
    gateway: Option<String>,
    addresses: u32,
    /// The furthest level that was agreed to.
    consent: Option<Level>,
    /// The home that it belongs to, where that is known.
    home: Option<String>,
    usual: bool,
    needs_tick: Option<TickReason>,
    /// This computer is also on a virtual private network.
    vpn: bool,
}

impl From<engine::Place> for Place {
    fn from(place: engine::Place) -> Self {
        Self {
            interface: place.interface,
            name: place.name,
            wired: place.wired,
            subnet: place.subnet.map(|subnet| subnet.to_string()),
            gateway: place.gateway.map(|gateway| gateway.to_string()),
            addresses: place.addresses,
            consent: place.consent.map(Level::from),
            home: place.home.map(|home| home.to_string()),
            usual: place.usual,
            needs_tick: place.needs_tick.map(TickReason::from),
            vpn: place.vpn,
        }
    }
}

/// Why the person must tick that they may look here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "why", rename_all = "kebab-case")]
pub(crate) enum TickReason {
    /// An employer manages this computer.
    Managed,
    /// The network is larger than a home's.
    Large {
        /// How many addresses it has.
        addresses: u32,
    },
}

impl From<engine::TickReason> for TickReason {
    fn from(reason: engine::TickReason) -> Self {
        match reason {
            engine::TickReason::Managed(_) => Self::Managed,
            engine::TickReason::Large(addresses) => Self::Large { addresses },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_place_says_why_a_tick_is_needed_but_not_which_sign_was_seen() {
        let place = |needs_tick| engine::Place {
            interface: "wlan0".into(),
            name: Some("Smith-Home".into()),
            wired: false,
            subnet: "192.168.7.0/24".parse().ok(),
            gateway: "192.168.7.1".parse().ok(),
            addresses: 254,
            consent: Some(model::Level::Look),
            home: None,
            usual: true,
            needs_tick,
            vpn: false,
        };
        let told = |reason| serde_json::to_value(Place::from(place(reason))).unwrap();
        assert_eq!(told(Some(engine::TickReason::Managed("sssd".into())))["needsTick"], json!({ "why": "managed" }));
        let large = told(Some(engine::TickReason::Large(4096)));
        assert_eq!(large["needsTick"], json!({ "why": "large", "addresses": 4096 }));
        assert_eq!([&large["subnet"], &large["gateway"]], [&json!("192.168.7.0/24"), &json!("192.168.7.1")]);
        assert_eq!(large["consent"], json!("look"));
    }
}
