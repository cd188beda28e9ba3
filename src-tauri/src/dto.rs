//! What crosses to the window. Only outwards: each type can be written and not read.
//!
//! No 64-bit integers (JavaScript would round them) and no untyped JSON.

use std::collections::BTreeMap;

use serde::Serialize;
use specta::Type;

/// "There is news": the window pulls what changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type, tauri_specta::Event)]
pub(crate) struct Revision(u32);

impl Revision {
    /// The engine's revision. It counts batches that were kept, so 32 bits last longer than any home.
    pub(crate) fn of(revision: u64) -> Self {
        Self(narrow(revision))
    }
}

/// A text for people: an id in assets/i18n and what to put into it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub(crate) struct Message {
    id: &'static str,
    args: BTreeMap<&'static str, String>,
}

impl Message {
    /// A text that takes no values.
    pub(crate) fn new(id: &'static str) -> Self {
        Self { id, args: BTreeMap::new() }
    }

    /// The same text with a value put in.
    pub(crate) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.insert(name, value.to_string());
        self
    }
}

/// What was asked for did not happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub(crate) struct Failure {
    /// Set where the window does more than show the message.
    code: Option<FailureCode>,
    message: Message,
}

/// What the window can do about a failure. One exists only if the window uses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum FailureCode {
    /// Ask for consent.
    NoConsent,
}

impl From<Message> for Failure {
    fn from(message: Message) -> Self {
        Self { code: None, message }
    }
}

impl From<engine::Refused> for Failure {
    fn from(refused: engine::Refused) -> Self {
        match refused {
            engine::Refused::NoConsent { .. } => {
                Self { code: Some(FailureCode::NoConsent), message: Message::new("window-refused-no-consent") }
            }
            engine::Refused::NoUsableNetwork { .. } => Message::new("window-refused-no-network").into(),
            engine::Refused::Busy => Message::new("window-refused-busy").into(),
            engine::Refused::Failed(failed) => failed.into(),
        }
    }
}

impl From<engine::Failed> for Failure {
    fn from(failed: engine::Failed) -> Self {
        Message::new("window-failed").with("why", failed).into()
    }
}

/// A network that this computer is on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Place {
    interface: String,
    name: String,
    consent: bool,
    usual: bool,
    needs_tick: Option<TickReason>,
}

impl From<engine::Place> for Place {
    fn from(place: engine::Place) -> Self {
        Self {
            interface: place.interface,
            name: place.name,
            consent: place.consent,
            usual: place.usual,
            needs_tick: place.needs_tick.map(TickReason::from),
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

/// One row of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Device {
    id: String,
    name: Option<String>,
    kind: &'static str,
    /// The kind only rests on a guess.
    kind_is_guess: bool,
    vendor: Option<String>,
    model: Option<String>,
    addresses: Vec<String>,
    state: State,
    last_seen: String,
}

impl From<model::view::Device> for Device {
    fn from(device: model::view::Device) -> Self {
        let ipv4 = device.ipv4.iter().map(ToString::to_string);
        let ipv6 = device.ipv6.iter().map(ToString::to_string);
        Self {
            kind_is_guess: device.kind != model::Kind::Unknown && device.is_guess(model::Field::Kind),
            id: device.id.to_string(),
            name: device.name,
            kind: device.kind.as_str(),
            vendor: device.vendor,
            model: device.model,
            addresses: ipv4.chain(ipv6).collect(),
            state: device.state.into(),
            last_seen: device.last_seen.to_string(),
        }
    }
}

/// Whether a device answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum State {
    /// It answered.
    Here,
    /// It answers only now and then, or another device answers for it.
    Asleep,
    /// It did not answer.
    Away,
}

impl From<model::State> for State {
    fn from(state: model::State) -> Self {
        match state {
            model::State::Here => Self::Here,
            model::State::Asleep => Self::Asleep,
            model::State::Away => Self::Away,
        }
    }
}

/// How things stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Status {
    /// Why Homewarden could not start. Then nothing else works.
    pub(crate) start_failed: Option<Message>,
    /// What the person must be told once.
    pub(crate) notices: Vec<Message>,
    /// The look that runs, or the last one since the start.
    pub(crate) look: Option<Look>,
    /// The engine's revision: the list changed when it did.
    pub(crate) revision: Revision,
}

/// A look that runs or ran.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Look {
    /// The interface that it looks through.
    pub(crate) interface: String,
    /// How many devices were found so far.
    pub(crate) devices: u32,
    /// How many seconds it still takes, as far as one can say.
    pub(crate) seconds_left: u32,
    /// How it ended; nothing while it runs.
    pub(crate) outcome: Option<Outcome>,
}

/// How a look ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "ended", rename_all = "kebab-case")]
pub(crate) enum Outcome {
    /// It ran to its end.
    Complete,
    /// It was stopped before its end.
    Stopped,
    /// It failed.
    Failed {
        /// Why, and what to do.
        why: Failure,
    },
}

/// The number in 32 bits; the largest that fits where it does not.
pub(crate) fn narrow(number: impl TryInto<u32>) -> u32 {
    number.try_into().unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn seen(device: &Value) -> Value {
        let mut whole = json!({
            "id": "0123456789abcdef0123456789abcdef", "name": null, "kind": "unknown", "vendor": null, "model": null,
            "firmware": null, "purpose": null, "owner": null, "room": null, "criticality": null, "sensors": [],
            "home": "h", "networks": [], "ipv4": [], "ipv6": [], "mac": [], "mac_is_private": false, "hostnames": [],
            "mdns": [], "ssdp": [], "services": [], "claims": [], "evidence": [], "state": "here",
            "first_seen": "2026-05-03T14:20:00Z", "last_seen": "2026-05-03T14:20:00Z", "notes": {}, "maybe_same_as": []
        });
        for (name, value) in device.as_object().unwrap() {
            whole[name] = value.clone();
        }
        let device: model::view::Device = serde_json::from_value(whole).unwrap();
        serde_json::to_value(Device::from(device)).unwrap()
    }

    #[test]
    fn a_device_keeps_what_the_list_shows() {
        let row = seen(&json!({
            "name": "Hall printer", "kind": "printer", "vendor": "Brother", "model": "HL-L2350DW", "state": "asleep",
            "ipv4": ["192.168.7.21"], "ipv6": ["fe80::1"]
        }));
        assert_eq!(
            row,
            json!({
                "id": "0123456789abcdef0123456789abcdef", "name": "Hall printer", "kind": "printer", "kindIsGuess": false, "vendor": "Brother",
                "model": "HL-L2350DW", "addresses": ["192.168.7.21", "fe80::1"], "state": "asleep",
                "lastSeen": "2026-05-03T14:20:00Z"
            }),
            "IPv4 comes first, and nothing but the list's columns crosses"
        );
    }

    #[test]
    fn a_guess_is_marked_and_the_persons_word_is_none() {
        let claim = json!([{ "field": "kind", "value": "camera", "confidence": "guess", "evidence": ["e1"] }]);
        let guess = |device: Value| seen(&device)["kindIsGuess"].clone();
        assert_eq!(guess(json!({ "kind": "camera", "claims": claim })), json!(true));
        assert_eq!(guess(json!({ "kind": "unknown", "claims": claim })), json!(false), "nothing is claimed");
        assert_eq!(guess(json!({ "kind": "lock", "claims": claim, "notes": { "kind": "lock" } })), json!(false));
    }

    #[test]
    fn unknown_values_are_null() {
        let row = seen(&json!({}));
        assert_eq!([&row["name"], &row["vendor"], &row["model"]], [&Value::Null; 3]);
    }

    #[test]
    fn each_state_and_kind_has_the_name_that_the_words_use() {
        for state in model::State::ALL {
            assert_eq!(serde_json::to_value(State::from(*state)).unwrap(), json!(state.as_str()));
        }
        for kind in model::Kind::ALL {
            assert_eq!(seen(&json!({ "kind": kind }))["kind"], json!(kind.as_str()));
        }
    }

    #[test]
    fn a_place_says_why_a_tick_is_needed_but_not_which_sign_was_seen() {
        let place = |needs_tick| engine::Place {
            interface: "wlan0".into(),
            name: "Smith-Home".into(),
            subnet: None,
            gateway: None,
            addresses: 254,
            consent: false,
            usual: true,
            needs_tick,
        };
        let tick = |reason| serde_json::to_value(Place::from(place(reason))).unwrap()["needsTick"].clone();
        assert_eq!(tick(None), Value::Null);
        assert_eq!(tick(Some(engine::TickReason::Managed("sssd".into()))), json!({ "why": "managed" }));
        assert_eq!(tick(Some(engine::TickReason::Large(4096))), json!({ "why": "large", "addresses": 4096 }));
    }

    #[test]
    fn only_missing_consent_has_a_code() {
        let failure = |refused: engine::Refused| serde_json::to_value(Failure::from(refused)).unwrap();
        let no_consent =
            engine::Refused::NoConsent { name: "Smith-Home".into(), subnet: None, gateway: None, needs_tick: None };
        assert_eq!(failure(no_consent)["code"], json!("no-consent"));
        assert_eq!(failure(engine::Refused::Busy)["code"], Value::Null);
        assert_eq!(
            failure(engine::Refused::Failed(engine::Failed::NotKept("the disk is full".into())))["message"],
            json!({ "id": "window-failed", "args": { "why": "could not keep what was found: the disk is full" } })
        );
    }

    #[test]
    fn a_number_that_does_not_fit_becomes_the_largest() {
        assert_eq!([narrow(7_u64), narrow(u64::MAX)], [7, u32::MAX]);
        assert_eq!(Revision::of(12), Revision(12));
    }
}
