//! How fast one device may be asked.

use std::collections::{HashMap, VecDeque};
use std::net::IpAddr;
use std::time::{Duration, Instant};

const SECOND: Duration = Duration::from_secs(1);
/// Datagrams and connection starts a second to one address.
const TO_ONE: usize = 8;
/// Datagrams a second to multicast groups, all groups together, because every device may hear them all.
const TO_GROUPS: usize = 24;

/// No device gets more than this in a second: one IPv4 and one IPv6 address, and the groups.
pub(crate) const TO_DEVICE: usize = 2 * TO_ONE + TO_GROUPS;
const _: () = assert!(TO_DEVICE <= 40, "the promise that is given to the user");

/// Gives out the moments at which something may be sent.
#[derive(Debug, Default)]
pub(crate) struct Pace {
    addresses: HashMap<IpAddr, VecDeque<Instant>>,
    groups: VecDeque<Instant>,
}

impl Pace {
    /// Takes the next free moment for a datagram or connection to `to`.
    pub(crate) fn reserve(&mut self, to: IpAddr, now: Instant) -> Instant {
        let (taken, most) = if to.is_multicast() {
            (&mut self.groups, TO_GROUPS)
        } else {
            (self.addresses.entry(to).or_default(), TO_ONE)
        };
        let mut moment = taken.back().map_or(now, |&last| last.max(now));
        if taken.len() >= most
            && let Some(first) = taken.pop_front()
        {
            moment = moment.max(first + SECOND);
        }
        taken.push_back(moment);
        moment
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spreads_what_is_too_much_for_one_second() {
        let (mut pace, start) = (Pace::default(), Instant::now());
        let to: IpAddr = "192.168.1.5".parse().unwrap();
        let moments: Vec<_> = (0..35).map(|_| pace.reserve(to, start)).collect();
        assert_eq!(moments[TO_ONE - 1], start);
        for window in moments.windows(TO_ONE + 1) {
            assert!(window[TO_ONE] - window[0] >= SECOND);
        }
        assert_eq!(pace.reserve("192.168.1.6".parse().unwrap(), start), start, "others do not wait");
    }

    #[test]
    fn counts_all_groups_together() {
        let (mut pace, start) = (Pace::default(), Instant::now());
        let groups: [IpAddr; 2] = ["224.0.0.251".parse().unwrap(), "ff02::fb".parse().unwrap()];
        let moments: Vec<_> = (0..=TO_GROUPS).map(|i| pace.reserve(groups[i % 2], start)).collect();
        assert_eq!(moments[TO_GROUPS], start + SECOND);
    }
}
