//! Readers beside a writer, and the writer on its thread.

use std::fs;
use std::sync::mpsc::channel;

use model::keep::{Snapshot, Write};
use store::{Closed, Reader, WriteError, Writer};

use crate::rows::*;

#[test]
fn a_database_that_is_not_there_reads_as_empty_and_stays_away() {
    let above = tempfile::tempdir().unwrap();
    for dir in [above.path().to_path_buf(), above.path().join("missing")] {
        let reader = Reader::open(&dir).unwrap();
        assert_eq!(reader.snapshot().unwrap(), Snapshot::default());
        assert_eq!((reader.changes(None).unwrap(), reader.ledger().unwrap()), (vec![], vec![]));
    }
    assert_eq!(fs::read_dir(above.path()).unwrap().count(), 0);
}

#[test]
fn a_reader_sees_what_was_acknowledged() {
    let dir = tempfile::tempdir().unwrap();
    let reader = Reader::open(dir.path()).unwrap();
    let mut store = open(dir.path());
    for n in 1..5 {
        let batch = [Write::Change(change("h1", NOON, "x")), Write::Ledger(ledger("n1", NOON, "10.0.0.1", 1))];
        assert_eq!(store.write(&batch).unwrap(), n);
        assert_eq!(reader.snapshot().unwrap().revision, n);
        assert_eq!(reader.changes(None).unwrap(), store.changes(None).unwrap());
        assert_eq!(reader.ledger().unwrap(), store.ledger().unwrap());
    }
    drop(store);
    assert_eq!(reader.snapshot().unwrap().revision, 4);
    open(dir.path());
}

#[test]
fn the_writer_acknowledges_in_order_and_finishes_before_it_closes() {
    let dir = tempfile::tempdir().unwrap();
    let writer = Writer::start(open(dir.path())).unwrap();
    let (told, outcomes) = channel();
    for _ in 0..400 {
        let told = told.clone();
        let done = Box::new(move |outcome: Result<u64, WriteError>| told.send(outcome.unwrap()).unwrap());
        writer.submit(vec![Write::Change(change("h1", NOON, "x"))], done);
    }
    assert_eq!(writer.read(|store| store.snapshot().unwrap().revision), Ok(400));
    writer.run(move |store| told.send(store.write(&household()).unwrap()).unwrap()).unwrap();
    writer.close();
    assert_eq!(outcomes.iter().collect::<Vec<_>>(), (1..=401).collect::<Vec<_>>());
    assert_eq!(open(dir.path()).snapshot().unwrap().revision, 401);
}

#[test]
fn a_panic_in_a_job_takes_nobodys_store_away() {
    let dir = tempfile::tempdir().unwrap();
    let writer = Writer::start(open(dir.path())).unwrap();
    assert_eq!(writer.read(|_| -> u64 { panic!("a job's own mistake") }), Err(Closed));
    assert_eq!(writer.read(|store| store.snapshot().unwrap().revision), Ok(0));
}
