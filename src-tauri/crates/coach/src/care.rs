//! How much harm a device does when it fails or is misused, where the person has not said so, and what follows from it.

use model::{Criticality, Kind};

/// How closely a device is watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Care {
    /// No result about it holds for longer.
    pub checked_every_days: Option<u32>,
    /// For so long a person can accept something that should be done.
    pub accepted_at_most_days: u64,
}

/// What a criticality asks for.
#[must_use]
pub fn care(criticality: Criticality) -> Care {
    match criticality {
        Criticality::High => Care { checked_every_days: Some(1), accepted_at_most_days: 30 },
        Criticality::Medium | Criticality::Low => Care { checked_every_days: None, accepted_at_most_days: 180 },
    }
}

/// How much depends on a device of this kind, and the id of the message that says why.
#[must_use]
pub fn criticality(kind: Kind) -> (Criticality, &'static str) {
    use Criticality::{High, Low, Medium};
    match kind {
        Kind::Router | Kind::MeshNode => (High, "page-criticality-why-way"),
        Kind::Nas | Kind::Server => (High, "page-criticality-why-files"),
        Kind::Camera | Kind::Doorbell | Kind::Recorder => (High, "page-criticality-why-pictures"),
        Kind::Lock | Kind::Alarm => (High, "page-criticality-why-door"),
        Kind::PaymentTerminal => (High, "page-criticality-why-money"),
        Kind::AccessPoint | Kind::Switch => (Medium, "page-criticality-why-link"),
        Kind::Hub | Kind::Thermostat | Kind::Energy | Kind::Ups => (Medium, "page-criticality-why-house"),
        Kind::Computer | Kind::Phone | Kind::Tablet | Kind::Car | Kind::Voip => (Medium, "page-criticality-why-own"),
        Kind::Unknown => (Low, "page-criticality-why-unknown"),
        Kind::Tv
        | Kind::MediaPlayer
        | Kind::MediaServer
        | Kind::Speaker
        | Kind::Printer
        | Kind::Scanner
        | Kind::Plug
        | Kind::Light
        | Kind::Sensor
        | Kind::Appliance
        | Kind::Vacuum
        | Kind::Console
        | Kind::Wearable => (Low, "page-criticality-why-little"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_doors_money_pictures_and_files_is_high() {
        let high: Vec<Kind> =
            Kind::ALL.iter().copied().filter(|kind| criticality(*kind).0 == Criticality::High).collect();
        let told = [
            Kind::Router,
            Kind::MeshNode,
            Kind::Nas,
            Kind::Camera,
            Kind::Doorbell,
            Kind::Recorder,
            Kind::Lock,
            Kind::Alarm,
            Kind::Server,
            Kind::PaymentTerminal,
        ];
        assert_eq!(high, told);
    }

    #[test]
    fn high_is_stricter() {
        let (high, low) = (care(Criticality::High), care(Criticality::Low));
        assert_eq!((high.checked_every_days, high.accepted_at_most_days), (Some(1), 30));
        assert!(high.accepted_at_most_days < low.accepted_at_most_days && low.checked_every_days.is_none());
    }
}
