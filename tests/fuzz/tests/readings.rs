//! What comes out of every file of the corpus.

use std::collections::BTreeMap;

use fuzz::{PARSERS, assert_sound, corpus};
use serde_json::json;

#[test]
fn of_the_corpus() {
    for (parser, read) in PARSERS {
        let mut readings = BTreeMap::new();
        for (name, bytes) in corpus(parser) {
            let reading = read(&bytes);
            assert_sound(&reading);
            readings.insert(name, json!({ "facts": reading.facts, "oddities": reading.oddities }));
        }
        assert!(readings.len() >= 12, "a dozen files for {parser}");
        insta::assert_json_snapshot!(parser, readings);
    }
}
