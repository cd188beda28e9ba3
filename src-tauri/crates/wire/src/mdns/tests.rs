use model::Fact;
use proptest::prelude::*;

use super::*;
use crate::message::Message;
use crate::message::answer::Answer;

const PRINTER: &str = r"Office\ printer\ 2\.0._ipp._tcp.local";

fn printer() -> Answer {
    Answer::new()
        .ptr(META, "_ipp._tcp.local")
        .ptr(META, "_HTTP._tcp.local")
        .ptr("_ipp._tcp.local", PRINTER)
        .ptr("_universal._sub._ipp._tcp.local", PRINTER)
        .srv(PRINTER, 0, 631, "BRN001.local")
        .txt(PRINTER, &["txtvers=1", "ty=Brother HL-L2350DW", "Duplex=T", "UUID=e3248000"])
        .address("BRN001.local", "192.168.1.20")
        .address("brn001.LOCAL", "fe80::21a:2bff:fe3c:4d5e")
        .ptr("20.1.168.192.in-addr.arpa", "BRN001.local")
}

#[test]
fn an_answer_becomes_whole_facts() {
    let heard = read(&printer().finish());
    assert_eq!(heard.types.iter().collect::<Vec<_>>(), ["_http._tcp", "_ipp._tcp"]);
    assert_eq!((heard.reading.oddities, heard.is_query, heard.truncated), (vec![], false, false));
    insta::assert_json_snapshot!(heard.reading.facts);
}

#[test]
fn names_and_texts_are_cleaned() {
    let raw = Answer::new()
        .ptr("_http._tcp.local", r"a\027\010b\255._http._tcp.local")
        .srv(r"a\027\010b\255._http._tcp.local", 0, 80, r"x\226\128\174y.local")
        .finish();
    let facts = read(&raw).reading.facts;
    assert!(
        matches!(&facts[..], [Fact::MdnsService { instance: Some(name), host: Some(host), .. }] if name == "ab\u{fffd}" && host == "xy.local"),
        "{facts:?}"
    );
}

#[test]
fn what_is_no_claim_gives_no_fact() {
    let goodbye = Answer::new().ttl(0).ptr("_ipp._tcp.local", PRINTER).address("a.local", "10.0.0.1").finish();
    assert_eq!(read(&goodbye), MdnsReading::default());
    let mut query = printer().finish();
    query[2] = 0;
    assert_eq!(read(&query), MdnsReading { is_query: true, ..MdnsReading::default() });
    let browsing = Answer::new().ptr("lb._dns-sd._udp.local", "local").txt("_kerberos.mac.local", &["LKDC"]).finish();
    assert_eq!(read(&browsing), MdnsReading::default());
}

#[test]
fn broken_records_are_odd() {
    let cases = [
        (Answer::new().ptr(META, "nonsense.local"), "a service type that is none"),
        (Answer::new().ptr("_ipp._tcp.local", "_ipp._tcp.local"), "a service instance that is none"),
        (Answer::new().srv("x.example.org", 0, 80, "a.local"), "a service instance that is none"),
        (Answer::new().address("", "10.0.0.1"), "a host without a name"),
    ];
    for (answer, oddity) in cases {
        let Reading { facts, oddities } = read(&answer.finish()).reading;
        assert_eq!((facts.len(), oddities), (0, vec![oddity.into()]));
    }
    let mut refusal = printer().finish();
    refusal[3] = 3;
    assert_eq!(read(&refusal).reading, Reading::odd("a message that is no mDNS answer"));
}

#[test]
fn the_first_questions_fit_into_one_datagram_for_port_5353() {
    let datagrams = first_questions(false, 9);
    assert_eq!(datagrams.len(), 1);
    let message = Message::read(&datagrams[0]);
    let asked: Vec<String> = message.questions.iter().map(ToString::to_string).collect();
    assert_eq!((message.id, message.oddity, asked[0].as_str()), (9, None, META));
    assert_eq!(asked.len(), 1 + common_types().len());
    let all: BTreeSet<&str> = common_types().iter().copied().collect();
    assert_eq!(all.len(), common_types().len(), "no type twice");
    assert!(read(&datagrams[0]).is_query);
    let small: Vec<Message> = first_questions(true, 9).iter().map(|datagram| Message::read(datagram)).collect();
    assert_eq!(small[0].questions.len(), 1, "the longest answer has a datagram of its own");
    let asked_small: Vec<String> = small.iter().flat_map(|m| &m.questions).map(ToString::to_string).collect();
    assert_eq!(asked_small, asked);
    assert!(first_questions(true, 9).iter().all(|datagram| datagram.len() <= MAX_LEGACY));
}

#[test]
fn questions_are_split() {
    let asks: Vec<Ask> = (0..200).map(|n| Ask::new(format!("a-host-with-a-name-{n}.local"), AskKind::Aaaa)).collect();
    let datagrams = questions(&asks, false, 1);
    assert!(datagrams.len() > 1 && datagrams.iter().all(|d| d.len() <= MAX_DATAGRAM));
    assert_eq!(datagrams.iter().map(|d| Message::read(d).questions.len()).sum::<usize>(), 200);
    assert_eq!(datagrams[0], question(&asks, false, 1));
    assert_eq!(questions(&[Ask::new("a..b", AskKind::A)], false, 1), [[0; 0]; 0]);
    let reverse = question(&[Ask::reverse("10.0.0.1".parse().unwrap())], true, 0);
    assert_eq!(&reverse[12..], b"\x011\x010\x010\x0210\x07in-addr\x04arpa\x00\x00\x0c\x80\x01");
}

proptest! {
    #[test]
    fn never_panics_and_never_swells(raw: Vec<u8>) {
        let heard = read(&raw);
        prop_assert!(heard.reading.facts.len() <= 1_024 && heard.reading.oddities.len() <= 8);
    }

    #[test]
    fn broken_answers_never_panic(at: prop::sample::Index, byte: u8, cut: prop::sample::Index) {
        let mut raw = printer().finish();
        let at = at.index(raw.len());
        raw[at] = byte;
        raw.truncate(cut.index(raw.len()).max(at));
        let heard = read(&raw);
        prop_assert!(heard.reading.facts.len() <= 16, "{:?}", heard);
        prop_assert_eq!(&heard, &read(&raw));
    }
}
