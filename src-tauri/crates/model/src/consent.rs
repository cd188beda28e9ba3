//! A person's word that a network may be looked at.

use serde::{Deserialize, Serialize};

use crate::{Level, NetworkId, Timestamp};

/// Consent for one network. Without it nothing is sent there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// The network.
    pub network: NetworkId,
    /// The furthest level that was agreed to.
    pub level: Level,
    /// When it was given.
    pub given_at: Timestamp,
    /// For a network without a gateway: the link's epoch; consent ends when the link goes down.
    pub link_epoch: Option<String>,
    /// The person ticked that they may look at a computer or network that is managed or large.
    pub may_although_managed_or_large: bool,
}
