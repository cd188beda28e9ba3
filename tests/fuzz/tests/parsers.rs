//! One fuzz target a parser.

use std::time::Duration;

use fuzz::{Input, PARSERS, assert_sound, corpus};

macro_rules! targets {
    ($($name:ident),*) => {
        $(
            #[test]
            fn $name() {
                let (_, read) = PARSERS.into_iter().find(|(name, _)| *name == stringify!($name)).unwrap();
                let corpus = corpus(stringify!($name));
                bolero::check!()
                    .with_type::<Input>()
                    .with_iterations(10_000)
                    .with_test_time(Duration::from_secs(2))
                    .for_each(|input| {
                        let bytes = input.bytes(&corpus);
                        let reading = read(&bytes);
                        assert_sound(&reading);
                        assert_eq!(reading, read(&bytes), "the same bytes give the same reading");
                    });
            }
        )*

        #[test]
        fn every_parser_has_a_target() {
            let targets = [$(stringify!($name)),*];
            assert_eq!(targets, PARSERS.map(|(name, _)| name));
        }
    };
}

targets!(
    mdns,
    ssdp,
    upnp,
    wsd,
    netbios,
    dns,
    location,
    browser,
    root,
    page,
    banner,
    certificate,
    snmp,
    ipp,
    options,
    gadget
);
