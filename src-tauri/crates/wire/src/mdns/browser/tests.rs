use proptest::prelude::*;

use super::*;
use crate::mdns::META;
use crate::message::Message;
use crate::message::answer::Answer;

const PRINTER: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 168, 1, 20));
const OTHER: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 168, 1, 66));
const NAME: &str = "Office._ipp._tcp.local";

/// What is asked next, as text.
fn asked(browser: &mut Browser, budget: usize) -> Vec<(Destination, Vec<String>)> {
    let datagrams = browser.next_questions(budget).into_iter();
    let read = |(destination, datagram): (_, Vec<u8>)| {
        assert!(datagram.len() <= MAX_DATAGRAM);
        let message = Message::read(&datagram);
        assert_eq!(message.oddity, None);
        (destination, message.questions.iter().map(ToString::to_string).collect())
    };
    datagrams.map(read).collect()
}

fn services(reading: &Reading) -> Vec<(Option<&str>, Option<u16>, usize)> {
    let service = |fact| match fact {
        &Fact::MdnsService { ref instance, port, ref txt, .. } => Some((instance.as_deref(), port, txt.len())),
        _ => None,
    };
    reading.facts.iter().filter_map(service).collect()
}

#[test]
fn asks_on_until_the_picture_is_whole() {
    let mut browser = Browser::new();
    let ask_printer =
        |names: &[&str]| vec![(Destination::Unicast(PRINTER), names.iter().map(|n| (*n).into()).collect())];
    assert!(asked(&mut browser, 9).is_empty());

    let reading = browser.heard(PRINTER, &Answer::new().ptr(META, "_ipp._tcp.local").finish());
    assert_eq!(services(&reading), [(None, None, 0)]);
    assert_eq!(asked(&mut browser, 9), ask_printer(&["_ipp._tcp.local"]));

    let reading = browser.heard(PRINTER, &Answer::new().ptr("_ipp._tcp.local", NAME).finish());
    assert_eq!(services(&reading), [(Some("Office"), None, 0)]);
    assert_eq!(asked(&mut browser, 9), ask_printer(&["office._ipp._tcp.local", "office._ipp._tcp.local"]));

    browser.heard(PRINTER, &Answer::new().txt(NAME, &["a=b"]).finish());
    let reading = browser.heard(PRINTER, &Answer::new().srv(NAME, 0, 631, "Brn.local").finish());
    assert_eq!(services(&reading), [(Some("Office"), Some(631), 1)], "the fact is whole");
    assert_eq!(asked(&mut browser, 9), ask_printer(&["brn.local", "brn.local"]));

    browser.heard(PRINTER, &Answer::new().address("brn.local", "192.168.1.20").finish());
    assert!(asked(&mut browser, 9).is_empty());
}

#[test]
fn a_question_is_asked_three_times() {
    let mut browser = Browser::new();
    browser.heard(PRINTER, &Answer::new().ptr("_a._tcp.local", "X._a._tcp.local").finish());
    browser.heard(OTHER, &Answer::new().ptr("_a._tcp.local", "X._a._tcp.local").finish());
    let rounds: Vec<Vec<Destination>> =
        (0..5).map(|_| asked(&mut browser, 9).into_iter().map(|(destination, _)| destination).collect()).collect();
    let (printer, other) = (Destination::Unicast(PRINTER), Destination::Unicast(OTHER));
    assert_eq!(
        rounds,
        [vec![printer, other], vec![Destination::Multicast], vec![Destination::Multicast], vec![], vec![]]
    );
}

#[test]
fn ten_thousand_names_hide_nobody_and_cost_nothing() {
    let mut browser = Browser::new();
    let mut odd = 0;
    for datagram in 0..100 {
        let mut answer = Answer::new();
        for n in 0..100 {
            answer = answer.ptr("_ipp._tcp.local", &format!("aaa-{datagram}-{n}._ipp._tcp.local"));
        }
        odd += browser.heard(OTHER, &answer.finish()).oddities.len();
    }
    assert_eq!(odd, 1, "one oddity, once");
    let reading = browser.heard(PRINTER, &Answer::new().ptr("_ipp._tcp.local", NAME).finish());
    assert_eq!(services(&reading), [(Some("Office"), None, 0)]);
    assert_eq!(browser.senders[&OTHER].claims.instances.len(), MOST_NAMES);

    let destinations: BTreeSet<Destination> = asked(&mut browser, 2).into_iter().map(|(to, _)| to).collect();
    assert!(destinations.contains(&Destination::Unicast(PRINTER)), "{destinations:?}");
    let rest: usize = (0..100).map(|_| asked(&mut browser, 4).len()).sum();
    assert!(rest < 200, "{rest}");
    assert!(browser.multicast.len() <= 2 * (MOST_NAMES + 1));
}

#[test]
fn everybody_is_asked_about_each_sender_in_turn() {
    let mut browser = Browser::new();
    let mut many = Answer::new();
    for n in 0..150 {
        many = many.ptr("_ipp._tcp.local", &format!("a rather long name for a printer {n}._ipp._tcp.local"));
    }
    browser.heard(OTHER, &many.finish());
    browser.heard(PRINTER, &Answer::new().ptr("_zzz._tcp.local", "Z._zzz._tcp.local").finish());
    while asked(&mut browser, 3).iter().any(|(to, _)| *to != Destination::Multicast) {}
    let mut browser_names = Vec::new();
    for sender in browser.senders.values_mut() {
        sender.asked.values_mut().for_each(|times| *times = 1);
    }
    browser.multicast.clear();
    for (to, names) in asked(&mut browser, 1) {
        assert_eq!(to, Destination::Multicast);
        browser_names = names;
    }
    assert!(browser_names.iter().take(2).any(|name| name.ends_with("_zzz._tcp.local")), "{browser_names:?}");
}

#[test]
fn text_and_senders_are_bounded() {
    let mut browser = Browser::new();
    let long = format!("k={}", "x".repeat(250));
    let mut odd = Vec::new();
    for n in 0..150 {
        let name = format!("{n}._http._tcp.local");
        odd.extend(browser.heard(OTHER, &Answer::new().txt(&name, &[&long, &format!("j{long}")]).finish()).oddities);
    }
    assert_eq!(odd, ["more names than a device has"]);
    assert!(browser.senders[&OTHER].weight <= MOST_KEPT);

    let answer = Answer::new().address("a.local", "10.0.0.1").finish();
    let senders = (0..2_000u32).map(|n| IpAddr::V4((0x0a00_0000 + n).into()));
    let readings: Vec<Reading> = senders.map(|from| browser.heard(from, &answer)).collect();
    assert!(readings.iter().all(|reading| reading.facts.len() == 1), "everybody is heard");
    assert_eq!(readings.last().unwrap().oddities, ["more senders than a network has"]);
    assert_eq!(browser.senders.len(), MOST_SENDERS);
}

#[test]
fn who_is_not_asked_with_everybody_is_asked_alone() {
    let mut browser = Browser::new();
    for n in 0..MOST_MULTICAST_QUESTIONS {
        browser.multicast.insert((Name::parse(&format!("n{n}.local")).unwrap(), AskKind::A), TIMES);
    }
    browser.heard(PRINTER, &Answer::new().ptr("_ipp._tcp.local", NAME).finish());
    let all: Vec<_> = (0..5).flat_map(|_| asked(&mut browser, 9)).map(|(to, _)| to).collect();
    assert_eq!(all, [Destination::Unicast(PRINTER); 3]);
}

#[test]
fn a_host_that_changes_all_the_time_is_not_followed_for_ever() {
    let mut browser = Browser::new();
    let mut asked_names = 0;
    for n in 0..2_000 {
        browser.heard(OTHER, &Answer::new().srv(NAME, 0, 80, &format!("h{n}.local")).finish());
        asked_names += asked(&mut browser, 4).iter().map(|(_, names)| names.len()).sum::<usize>();
    }
    assert!(asked_names <= 3 * (MOST_QUESTIONS + 8), "{asked_names}");
}

#[test]
fn only_the_own_address_is_named() {
    let answer = Answer::new()
        .ptr("20.1.168.192.in-addr.arpa", "Brn.local")
        .ptr("1.1.168.192.in-addr.arpa", "router.local")
        .finish();
    let mut browser = Browser::new();
    let name = Fact::ReverseName { name: "Brn.local".into(), via: "mdns".into() };
    assert_eq!(browser.heard(PRINTER, &answer).facts, [name]);
    assert_eq!(browser.heard(OTHER, &answer).facts, []);
}

#[test]
fn computers_are_asked_for_their_model() {
    let mut browser = Browser::new();
    let smb = Answer::new()
        .srv("Mac._smb._tcp.local", 0, 445, "mac.local")
        .txt("Mac._smb._tcp.local", &[""])
        .address("mac.local", "192.168.1.66");
    browser.heard(OTHER, &smb.finish());
    assert_eq!(asked(&mut browser, 1), [(Destination::Unicast(OTHER), vec!["mac._device-info._tcp.local".into()])]);
    let model = Answer::new().txt("Mac._device-info._tcp.local", &["model=Mac14,2"]).finish();
    assert_eq!(services(&browser.heard(OTHER, &model)), [(Some("Mac"), None, 1)]);
    assert!(asked(&mut browser, 9).is_empty());
}

proptest! {
    #[test]
    fn any_sequence_is_survived(datagrams: Vec<(u8, Vec<u8>)>, budget in 0usize..4) {
        let mut browser = Browser::new();
        for (from, datagram) in datagrams {
            browser.heard(IpAddr::V4([10, 0, 0, from].into()), &datagram);
            prop_assert!(asked(&mut browser, budget).len() <= budget);
        }
    }
}
