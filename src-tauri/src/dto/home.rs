//! Homes and their networks.

use serde::Serialize;
use specta::Type;

use super::narrow;

/// A home.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub(crate) struct Home {
    id: String,
    /// None while only a subnet stands for it.
    name: Option<String>,
    networks: Vec<HomeNetwork>,
    devices: u32,
}

/// One of its networks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct HomeNetwork {
    id: String,
    name: Option<String>,
    wired: bool,
    subnet: Option<String>,
    /// The device that leads out of it.
    router: Option<String>,
    last_look: Option<String>,
}

impl From<engine::HomeView> for Home {
    fn from(home: engine::HomeView) -> Self {
        Self {
            id: home.id.to_string(),
            name: home.name,
            networks: home.networks.into_iter().map(HomeNetwork::from).collect(),
            devices: narrow(home.devices),
        }
    }
}

impl From<engine::HomeNetwork> for HomeNetwork {
    fn from(network: engine::HomeNetwork) -> Self {
        Self {
            id: network.network.id.to_string(),
            name: network.name,
            wired: network.wired,
            subnet: network.network.subnet.map(|subnet| subnet.to_string()),
            router: network.router.map(|router| router.to_string()),
            last_look: network.last_look.map(|at| at.to_string()),
        }
    }
}
