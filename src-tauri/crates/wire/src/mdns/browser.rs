use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use model::Fact;

use super::claims::{self, Claims, Host, Instance};
use super::{AskKind, MAX_DATAGRAM, MAX_LEGACY, class, hear};
use crate::Reading;
use crate::message::{Name, Writer};

/// How often a question is asked of everybody, and how often because of one sender.
const TIMES: u8 = 3;
/// A sender's types, instances and hosts together.
const MOST_NAMES: usize = 200;
/// About how many bytes are kept of one sender.
const MOST_KEPT: usize = 64 * 1_024;
/// What is asked because of one sender, however often it changes what it says.
const MOST_QUESTIONS: usize = 600;
const MOST_SENDERS: usize = 1_024;
const MOST_MULTICAST_QUESTIONS: usize = 4_096;

/// Where a question goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Destination {
    /// The mDNS group: 224.0.0.251 or ff02::fb, port 5353.
    Multicast,
    /// One device, port 5353.
    Unicast(IpAddr),
}

/// What was heard on one interface, and what is still to ask.
///
/// Each sender has a purse of its own, so that one that invents ten thousand names costs neither the others nor us
/// anything. For the same reason questions carry no known answers (RFC 6762 section 7.1): by claiming another's names a
/// sender could silence it.
#[derive(Debug, Clone, Default)]
pub struct Browser {
    senders: BTreeMap<IpAddr, Sender>,
    /// How often a question was asked of everybody.
    multicast: BTreeMap<Question, u8>,
    /// Who was asked last: the next one goes first next time.
    last: Option<Destination>,
}

type Question = (Name, AskKind);

impl Browser {
    /// A browser that has heard nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a datagram in. The facts hold what the sender said before as well, so that they are whole.
    pub fn heard(&mut self, from: IpAddr, bytes: &[u8]) -> Reading {
        let (heard, claims) = hear(bytes);
        let mut reading = Reading::default();
        for what in heard.oddities {
            reading.note(what);
        }
        if claims.is_empty() {
            return reading;
        }
        // Who comes when the table is full is heard all the same, but not remembered and not asked.
        let mut passer_by = Sender::default();
        let sender = if self.senders.contains_key(&from) || self.senders.len() < MOST_SENDERS {
            self.senders.entry(from).or_default()
        } else {
            reading.note("more senders than a network has");
            &mut passer_by
        };
        let was_over = sender.is_over;
        reading.facts = sender.hear(from, claims);
        if sender.is_over && !was_over {
            reading.note("more names than a device has");
        }
        reading
    }

    /// At most `budget` datagrams for what is still missing: first asked of the device that told of it, then of
    /// everybody. Each question is asked three times at the most. Leave a second or so between calls, as whatever is
    /// unanswered is asked anew. The datagrams may come from any port: see [`MAX_LEGACY`].
    pub fn next_questions(&mut self, budget: usize) -> Vec<(Destination, Vec<u8>)> {
        let mut pending = self.pending();
        let mut datagrams = Vec::new();
        while datagrams.len() < budget && !pending.is_empty() {
            let Some(destination) = self.next_destination(&pending) else { break };
            let questions = pending.remove(&destination).unwrap_or_default();
            let (datagram, asked, rest) = write(destination, questions);
            if !rest.is_empty() {
                pending.insert(destination, rest);
            }
            if asked.is_empty() {
                break;
            }
            for question in asked {
                self.count(destination, question);
            }
            self.last = Some(destination);
            datagrams.push((destination, datagram));
        }
        datagrams
    }

    /// What is missing. What goes to everybody is taken from each sender in turn.
    fn pending(&self) -> BTreeMap<Destination, Vec<Question>> {
        let mut pending: BTreeMap<Destination, Vec<Question>> = BTreeMap::new();
        let mut turns: BTreeMap<usize, Vec<Question>> = BTreeMap::new();
        for (address, sender) in &self.senders {
            let mut turn = 0;
            for question in sender.missing() {
                match self.next_try(*address, sender, &question) {
                    None => {}
                    Some(unicast @ Destination::Unicast(_)) => {
                        pending.entry(unicast).or_default().push(question);
                    }
                    Some(Destination::Multicast) => {
                        turns.entry(turn).or_default().push(question);
                        turn += 1;
                    }
                }
            }
        }
        let mut seen = BTreeSet::new();
        let multicast: Vec<Question> = turns.into_values().flatten().filter(|q| seen.insert(q.clone())).collect();
        if !multicast.is_empty() {
            pending.insert(Destination::Multicast, multicast);
        }
        pending
    }

    /// Whom to ask next time, if anybody.
    fn next_try(&self, address: IpAddr, sender: &Sender, question: &Question) -> Option<Destination> {
        let is_full = self.multicast.len() >= MOST_MULTICAST_QUESTIONS;
        match (sender.asked.get(question), self.multicast.get(question)) {
            (None, _) => (sender.asked.len() < MOST_QUESTIONS).then_some(Destination::Unicast(address)),
            (Some(&times), _) if times >= TIMES => None,
            (_, Some(&times)) if times >= TIMES => None,
            // Some sender has used up what may be asked of everybody: the others are asked themselves again.
            (_, None) if is_full => Some(Destination::Unicast(address)),
            _ => Some(Destination::Multicast),
        }
    }

    /// The one after the last, around and around.
    fn next_destination(&self, pending: &BTreeMap<Destination, Vec<Question>>) -> Option<Destination> {
        let after = pending.keys().find(|destination| Some(**destination) > self.last);
        after.or_else(|| pending.keys().next()).copied()
    }

    fn count(&mut self, destination: Destination, question: Question) {
        match destination {
            Destination::Unicast(address) => {
                if let Some(sender) = self.senders.get_mut(&address) {
                    let times = sender.asked.entry(question).or_default();
                    *times = times.saturating_add(1);
                }
            }
            Destination::Multicast => {
                for sender in self.senders.values_mut() {
                    if let Some(times) = sender.asked.get_mut(&question) {
                        *times = times.saturating_add(1);
                    }
                }
                let times = self.multicast.entry(question).or_default();
                *times = times.saturating_add(1);
            }
        }
    }
}

/// One datagram with as many of the questions as fit, these questions, and the others.
fn write(destination: Destination, questions: Vec<Question>) -> (Vec<u8>, Vec<Question>, Vec<Question>) {
    let class = class(destination != Destination::Multicast);
    let mut writer = Writer::new(0, 0);
    let fits = |(name, kind): &&Question| {
        let max = if writer.is_empty() { MAX_DATAGRAM } else { MAX_LEGACY };
        writer.ask(name, kind.number(), class, max)
    };
    let count = questions.iter().take_while(fits).count();
    let mut asked = questions;
    let rest = asked.split_off(count);
    (writer.finish(), asked, rest)
}

/// What one sender said, and what it was asked.
#[derive(Debug, Clone, Default)]
struct Sender {
    claims: Claims,
    asked: BTreeMap<Question, u8>,
    /// About how many bytes the claims take.
    weight: usize,
    /// The sender said more than is kept.
    is_over: bool,
}

impl Sender {
    /// Takes new claims in and gives what they changed.
    fn hear(&mut self, from: IpAddr, news: Claims) -> Vec<Fact> {
        let mut facts = Vec::new();
        for service in &news.types {
            let is_known = self.claims.types.contains(service);
            if !is_known && self.take_room(false, 0, service.len()) {
                self.claims.types.insert(service.clone());
            }
        }
        for (name, instance) in news.instances {
            facts.extend(self.hear_instance(name, instance));
        }
        for (name, host) in news.hosts {
            facts.extend(self.hear_host(name, host));
        }
        let untold = self.claims.types_without_instance().filter(|service| news.types.contains(*service));
        facts.extend(untold.map(|service| claims::type_fact(service)));
        // A name for somebody else's address is not the sender's to give.
        let name = news.reverse.get(&from).filter(|name| !name.is_empty());
        facts.extend(name.map(|name| claims::reverse_fact(name)));
        facts.sort();
        facts
    }

    fn hear_instance(&mut self, name: Name, newer: Instance) -> Option<Fact> {
        let known = self.claims.instances.get(&name);
        let is_known = known.is_some();
        let before = known.map_or(0, |known| known.weight() + name.len());
        let mut instance = known.cloned().unwrap_or_else(|| newer.same_name());
        instance.update(newer);
        if !self.take_room(is_known, before, instance.weight() + name.len()) {
            return None;
        }
        let fact = instance.fact();
        self.claims.instances.insert(name, instance);
        Some(fact)
    }

    fn hear_host(&mut self, name: Name, newer: Host) -> Option<Fact> {
        let is_known = self.claims.hosts.contains_key(&name);
        let before = if is_known { name.len() } else { 0 };
        if !self.take_room(is_known, before, name.len()) {
            return None;
        }
        let mut host = self.claims.hosts.remove(&name).unwrap_or_default();
        host.update(newer);
        let fact = host.fact(&name);
        self.claims.hosts.insert(name, host);
        Some(fact)
    }

    /// Takes the room for a name whose claims grow from `before` to `after` bytes, if there is any left.
    fn take_room(&mut self, is_known: bool, before: usize, after: usize) -> bool {
        let names = self.claims.types.len() + self.claims.instances.len() + self.claims.hosts.len();
        let weight = self.weight.saturating_sub(before) + after;
        let fits = (weight <= MOST_KEPT || after <= before) && (is_known || names < MOST_NAMES);
        if fits {
            self.weight = weight;
        } else {
            self.is_over = true;
        }
        fits
    }

    /// What this sender told of without telling all.
    fn missing(&self) -> Vec<Question> {
        let mut missing: BTreeSet<Question> = BTreeSet::new();
        for service in self.claims.types_without_instance() {
            missing.extend(Name::parse(&format!("{service}.local")).map(|name| (name, AskKind::Ptr)));
        }
        for (name, instance) in &self.claims.instances {
            // Apple's device information is properties only, and nobody announces it: it is asked for by name.
            if instance.place.is_none() && instance.service != "_device-info._tcp" {
                missing.insert((name.clone(), AskKind::Srv));
            }
            if instance.txt.is_none() {
                missing.insert((name.clone(), AskKind::Txt));
            }
            let info = device_info(name, &instance.service).filter(|info| !self.claims.instances.contains_key(info));
            missing.extend(info.map(|info| (info, AskKind::Txt)));
            let host = instance.place.as_ref().map(|place| place.host.clone());
            if let Some(host) = host.filter(|host| !host.labels().is_empty() && !self.claims.hosts.contains_key(host)) {
                missing.insert((host.clone(), AskKind::A));
                missing.insert((host, AskKind::Aaaa));
            }
        }
        missing.into_iter().collect()
    }
}

/// Where a computer that offers this instance may tell its model.
fn device_info(instance: &Name, service: &str) -> Option<Name> {
    if !["_smb._tcp", "_afpovertcp._tcp", "_companion-link._tcp", "_rfb._tcp", "_sftp-ssh._tcp"].contains(&service) {
        return None;
    }
    let label = instance.labels().first()?.clone();
    Name::from_labels(vec![label, b"_device-info".to_vec(), b"_tcp".to_vec(), b"local".to_vec()])
}

#[cfg(test)]
mod tests;
