//! The homes that are known, and their networks.

use model::keep::Write;
use model::{DeviceId, Fact, Home, HomeId, Network, NetworkId, Timestamp};

use crate::ask::Failed;
use crate::kept::Kept;

/// A home as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HomeView {
    /// Its id.
    pub id: HomeId,
    /// Its name; none while only a subnet or an interface stands for it.
    pub name: Option<String>,
    /// Its networks, the one that was looked at last first.
    pub networks: Vec<HomeNetwork>,
    /// How many devices it has.
    pub devices: usize,
}

/// A network of a home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HomeNetwork {
    /// The network.
    pub network: Network,
    /// Its name, where it has one.
    pub name: Option<String>,
    /// It is reached by a cable, as far as one can say.
    pub wired: bool,
    /// The device that leads out of it.
    pub router: Option<DeviceId>,
    /// When the last complete look at it ended.
    pub last_look: Option<Timestamp>,
}

/// All homes, the one that was looked at last first.
pub(crate) fn homes(kept: &Kept) -> Vec<HomeView> {
    let mut homes: Vec<HomeView> = kept.homes.values().map(|home| view(kept, home)).collect();
    homes.sort_by_key(|home| std::cmp::Reverse(home.networks.first().map(|network| network.network.last_seen)));
    homes
}

fn view(kept: &Kept, home: &Home) -> HomeView {
    let mut networks: Vec<HomeNetwork> =
        networks_of(kept, &home.id).map(|network| network_view(kept, network)).collect();
    networks.sort_by_key(|network| std::cmp::Reverse(network.network.last_seen));
    HomeView {
        id: home.id.clone(),
        name: name_of_home(kept, home),
        networks,
        devices: kept.roots(Some(&home.id)).count(),
    }
}

fn network_view(kept: &Kept, network: &Network) -> HomeNetwork {
    let name = name_of_network(network);
    HomeNetwork {
        // Only a wireless network tells a name of its own.
        wired: name.is_none() && !network.interface.starts_with("wl"),
        name,
        router: router(kept, &network.id),
        last_look: last_look(kept, &network.id),
        network: network.clone(),
    }
}

pub(crate) fn networks_of<'a>(kept: &'a Kept, home: &'a HomeId) -> impl Iterator<Item = &'a Network> {
    kept.networks.values().filter(move |network| network.home == *home)
}

/// When the last complete look at a network ended.
pub(crate) fn last_look(kept: &Kept, network: &NetworkId) -> Option<Timestamp> {
    let complete = kept.scans.iter().filter(|scan| scan.network == *network && scan.complete);
    complete.map(|scan| scan.finished_at).max()
}

/// A network without a name of its own is called by its subnet or its interface: that is no name for people.
pub(crate) fn name_of_network(network: &Network) -> Option<String> {
    Some(network.name.clone()).filter(|name| !stands_for(network, name))
}

/// The name of a home; none where only its subnet or interface stands for it.
pub(crate) fn name_of_home(kept: &Kept, home: &Home) -> Option<String> {
    let standing_in = networks_of(kept, &home.id).any(|network| stands_for(network, &home.name));
    Some(home.name.clone()).filter(|name| !name.trim().is_empty() && !standing_in)
}

fn stands_for(network: &Network, name: &str) -> bool {
    name.trim().is_empty()
        || name == network.interface
        || network.subnet.is_some_and(|subnet| subnet.to_string() == name)
}

/// The device that was last seen as the way out of the network.
fn router(kept: &Kept, network: &NetworkId) -> Option<DeviceId> {
    let ways_out =
        kept.evidence.values().flatten().filter(|((on, _, _), found)| on == network && found.fact == Fact::Gateway);
    let newest = ways_out.map(|(_, found)| found).max_by_key(|found| found.last_seen)?;
    Some(kept.root(&newest.device))
}

/// Gives a home a name; an empty one takes its name away.
pub(crate) fn rename(kept: &Kept, id: &HomeId, name: &str) -> Result<Vec<Write>, Failed> {
    let home = kept.homes.get(id).ok_or_else(|| Failed::NotFound { what: "home", id: id.0.clone() })?;
    let stand_in = networks_of(kept, id)
        .next()
        .map(|network| network.subnet.map_or_else(|| network.interface.clone(), |subnet| subnet.to_string()));
    let name = match name.trim() {
        "" => stand_in.unwrap_or_default(),
        name => name.to_owned(),
    };
    Ok(vec![Write::Home(Home { name, ..home.clone() })])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settle::tests::{Lab, home, neighbour, network};

    fn only(lab: &Lab) -> HomeView {
        let mut homes = homes(&lab.kept);
        assert_eq!(homes.len(), 1);
        homes.remove(0)
    }

    #[test]
    fn a_home_called_by_its_subnet_has_no_name_until_it_is_given_one() {
        let mut lab = Lab::new();
        assert_eq!((only(&lab).name.as_deref(), only(&lab).networks[0].wired), (Some("Smith"), false));
        for stand_in in ["192.168.1.0/24", "eth0"] {
            let net = Network { name: stand_in.into(), ..lab.kept.networks[&network()].clone() };
            lab.kept.apply(&Write::Network(net));
            lab.kept.apply(&Write::Home(Home { name: stand_in.into(), ..lab.kept.homes[&home()].clone() }));
            let view = only(&lab);
            assert_eq!((view.name, view.networks[0].name.clone(), view.networks[0].wired), (None, None, true));
        }
        for (given, shown) in [(" Our flat ", Some("Our flat")), ("  ", None)] {
            rename(&lab.kept, &home(), given).unwrap().iter().for_each(|write| lab.kept.apply(write));
            assert_eq!(only(&lab).name.as_deref(), shown);
        }
        assert!(rename(&lab.kept, &HomeId("h9".into()), "x").is_err());
    }

    #[test]
    fn the_router_is_the_device_that_leads_out() {
        let mut lab = Lab::new();
        lab.scan(&[&[
            ("192.168.1.5", neighbour("00:11:32:00:00:01")),
            ("192.168.1.1", neighbour("00:11:32:00:00:02")),
            ("192.168.1.1", Fact::Gateway),
        ]]);
        let router = lab.devices().into_iter().find(|device| device.ipv4[0].to_string() == "192.168.1.1").unwrap();
        let view = only(&lab);
        assert_eq!((view.devices, view.networks[0].router.clone()), (2, Some(router.id)));
        assert!(view.networks[0].last_look.is_some());
    }
}
