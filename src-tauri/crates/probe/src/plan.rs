//! When a look asks what. Times count from its beginning.

use std::time::Duration;

use model::Level;

use crate::interface::InterfaceKind;
use crate::permit::Permit;

/// The plan of one look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Plan {
    /// When it ends.
    pub(crate) end: Duration,
    /// When the addresses that were silent so far are asked again.
    pub(crate) passes: Vec<Duration>,
    /// Addresses asked in each second of the first pass.
    pub(crate) per_second: u32,
    /// Datagrams of ours, all protocols together, after which silent addresses are no longer asked.
    pub(crate) budget: u32,
    /// Later questions are asked too: the look lasts long enough for them.
    pub(crate) full: bool,
}

/// The kernel asks for each address at 0, 1 and 2 s and gives up at 3 s (arp(7)); then it may be made to ask anew.
/// Passes 4.5 s apart leave no more than 2.5 s without a question, so that a device that wakes for 3 s is met.
const FULL_PASSES: [Duration; 5] = [
    Duration::from_millis(4500),
    Duration::from_secs(9),
    Duration::from_millis(13_500),
    Duration::from_secs(18),
    Duration::from_millis(22_500),
];
const SHORT_PASSES: [Duration; 1] = [Duration::from_millis(3400)];
const SHORT: Duration = Duration::from_millis(7500);
const FULL: Duration = Duration::from_millis(26_000);
/// What the kernel's table of neighbours lets through in a second, once it is full (1,024 entries, 3 s each).
const THROUGH_TABLE: u32 = 290;
/// A network as large as this has all its addresses asked without waiting for the table.
const SMALL: u32 = 900;

impl Plan {
    pub(crate) fn of(permit: &Permit) -> Self {
        let full = permit.level() > Level::Look;
        let addresses = permit.swept().map_or(0, |swept| 1_u32 << (32 - u32::from(swept.prefix())));
        let first_pass = Duration::from_secs(u64::from(addresses.saturating_sub(SMALL) / THROUGH_TABLE));
        let (end, passes) = if full { (FULL, &FULL_PASSES[..]) } else { (SHORT, &SHORT_PASSES[..]) };
        Self {
            // Three more seconds let the last addresses of a large network answer.
            end: end.max(first_pass + Duration::from_secs(5)),
            passes: if addresses > 1_024 { vec![] } else { passes.to_vec() },
            // Wireless networks lose what comes in bursts.
            per_second: if permit.interface().kind == InterfaceKind::Ethernet { 2_000 } else { 1_000 },
            budget: if full { 5 * addresses.max(256) } else { 600 + 2 * addresses.saturating_sub(256) },
            full,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::permit::tests::home;

    fn plan(subnet: &str, level: Level) -> Plan {
        Plan::of(&Permit::new(home(), Some(subnet.parse().unwrap()), level).unwrap())
    }

    #[test]
    fn a_sleeper_cannot_sleep_through_a_full_look() {
        let plan = plan("192.168.1.2/24", Level::Identify);
        let mut asked = vec![0, 1_000, 2_000];
        for pass in &plan.passes {
            asked.extend([0, 1_000, 2_000].map(|repeat| pass.as_millis() + repeat));
        }
        assert!(asked.windows(2).all(|pair| pair[1] - pair[0] < 3_000));
        assert!(asked.last().unwrap() - asked[0] > 20_000 && plan.end.as_millis() > *asked.last().unwrap());
    }

    #[test]
    fn a_large_network_gets_the_time_that_the_table_takes() {
        assert!(plan("10.0.3.4/8", Level::Look).end >= Duration::from_secs(16));
        assert_eq!(plan("192.168.1.2/24", Level::Look).end, SHORT);
        assert_eq!(plan("192.168.1.2/24", Level::Look).budget, 600);
    }
}
