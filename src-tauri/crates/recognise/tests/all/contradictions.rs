//! Strong signs that do not fit together.

use super::common::{here, mac, mdns, upnp};
use model::{Channel, Confidence, Fact, Field, StoredEvidence};

fn told(channel: Channel, text: &str) -> Fact {
    Fact::Told { channel, port: 80, text: text.into() }
}

fn clashes(evidence: &[StoredEvidence]) -> Vec<(Field, String, String)> {
    let (_, found) = recognise::judge(evidence);
    found.into_iter().map(|found| (found.field, found.one.0, found.other.0)).collect()
}

#[test]
fn two_makers_that_are_no_relatives_contradict_each_other() {
    let evidence = here(vec![
        told(Channel::RtspServer, "Hikvision RTSP Server"),
        told(Channel::HtmlTitle, "AXIS M1065-L Network Camera"),
    ]);
    let (claims, found) = recognise::judge(&evidence);
    let makers: Vec<_> = found.iter().filter(|found| found.field == Field::Vendor).collect();
    assert_eq!(makers.len(), 1);
    assert_eq!((&makers[0].one.0, &makers[0].other.0), (&"Axis".into(), &"Hikvision".into()));
    assert_eq!((&makers[0].one.1, &makers[0].other.1), (&vec![1], &vec![0]));
    let vendors = claims.iter().filter(|claim| claim.field == Field::Vendor);
    assert!(vendors.clone().count() > 0);
    assert!(vendors.clone().all(|claim| claim.confidence() == Confidence::Guess), "none is more than a guess");
}

#[test]
fn a_plug_has_no_camera_and_a_phone_is_none() {
    let camera = || told(Channel::HtmlTitle, "AXIS M1065-L Network Camera");
    let phone = here(vec![mdns("_device-info._tcp", "x", 0, &[("model", "iPhone14,5")]), camera()]);
    assert!(clashes(&phone).contains(&(Field::Kind, "camera".into(), "phone".into())));
    let plug = here(vec![
        mdns("_shelly._tcp", "shellyplugsg3-aabbccddeeff", 80, &[("app", "PlugSG3"), ("gen", "3")]),
        camera(),
    ]);
    assert!(clashes(&plug).contains(&(Field::Kind, "camera".into(), "plug".into())));
}

#[test]
fn relatives_parts_and_what_speaks_for_others_do_not() {
    let ikea = here(vec![
        mac("00:0e:58:01:02:03"),
        mdns("_sonos._tcp", "x", 1443, &[]),
        upnp("urn:schemas-upnp-org:device:ZonePlayer:1", "Shelf", "IKEA of Sweden", "SYMFONISK Bookshelf", "", ""),
    ]);
    assert_eq!(clashes(&ikea), []);
}
