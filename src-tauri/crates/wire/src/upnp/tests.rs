use proptest::prelude::*;

use super::*;

const GATEWAY: &str = r#"<?xml version="1.0"?>
<root xmlns="urn:schemas-upnp-org:device-1-0">
  <specVersion><major>1</major><minor>0</minor></specVersion>
  <device>
    <deviceType>urn:schemas-upnp-org:device:InternetGatewayDevice:1</deviceType>
    <friendlyName> FRITZ!Box 7590 </friendlyName>
    <manufacturer>AVM Berlin</manufacturer>
    <manufacturerURL>http://www.avm.de</manufacturerURL>
    <modelDescription>FRITZ!Box 7590</modelDescription>
    <modelName>FRITZ!Box 7590</modelName>
    <modelNumber>avm</modelNumber>
    <serialNumber/>
    <UDN>uuid:75802409-BCCB-40E7-8E6C-1A2B3C4D5E6F</UDN>
    <serviceList>
      <service><serviceType>urn:schemas-any-com:service:Any:1</serviceType><controlURL>/igdupnp/control/any</controlURL></service>
      <service><controlURL>/no/type</controlURL></service>
    </serviceList>
    <deviceList>
      <device>
        <deviceType>urn:schemas-upnp-org:device:WANDevice:1</deviceType>
        <friendlyName>WANDevice</friendlyName>
        <UDN>uuid:76802409-bccb-40e7-8e6b-1a2b3c4d5e6f</UDN>
        <serviceList><service><serviceType>urn:schemas-upnp-org:service:WANCommonInterfaceConfig:1</serviceType></service></serviceList>
      </device>
    </deviceList>
    <presentationURL>http://fritz.box</presentationURL>
  </device>
</root>"#;

const URL: &str = "http://192.168.1.1:49000/igddesc.xml";

fn names(xml: &str) -> Vec<Option<String>> {
    let reading = read_description(xml.as_bytes(), URL);
    let devices = reading.facts.into_iter().flat_map(|fact| match fact {
        Fact::Upnp { devices, .. } => devices,
        _ => vec![],
    });
    devices.map(|device| device.friendly_name).collect()
}

#[test]
fn reads_a_description_root_first() {
    let reading = read_description(GATEWAY.as_bytes(), URL);
    assert_eq!(reading.oddities, [""; 0]);
    insta::assert_json_snapshot!(reading.facts);
}

#[test]
fn gadgets_write_it_otherwise() {
    let name = |name: &str| vec![Some(name.to_owned())];
    assert_eq!(names("<device><friendlyName>TV</friendlyName></device>"), name("TV"));
    assert_eq!(
        names("<x:root xmlns:x='wrong'><x:Device><x:FriendlyName>TV</x:FriendlyName></x:Device></x:root>"),
        name("TV")
    );
    assert_eq!(names("<root><device><friendlyName>Me & You</friendlyName></device></root>\0"), name("Me & You"));
    assert_eq!(names(&GATEWAY.replace("</root>", "</root><!-- end -->\n\n")).len(), 2);
}

#[test]
fn hostile_descriptions_cost_one_oddity() {
    let many = format!("<root>{}</root>", "<device><UDN>a</UDN></device>".repeat(500));
    let reading = read_description(many.as_bytes(), URL);
    assert!(matches!(&reading.facts[..], [Fact::Upnp { devices, .. }] if devices.len() == MOST_DEVICES));
    let cases = [
        ("<!DOCTYPE lolz [<!ENTITY lol 'lol'>]><root><device>&lol;</device></root>".to_owned(), "XML with a DTD"),
        ("<html><body>Login</body></html>".into(), "a description without a device"),
        ("<root><device/></root>".into(), "a description without a device"),
        ("404 not found".into(), "XML that cannot be read"),
        ("<root><device><friendlyName>TV</friendlyName>".into(), "XML that cannot be read"),
        ("x".repeat(MAX_DESCRIPTION + 1), "a description that is too long"),
    ];
    for (xml, oddity) in cases {
        assert_eq!(read_description(xml.as_bytes(), URL), Reading::odd(oddity));
    }
}

proptest! {
    #[test]
    fn never_panics(raw: Vec<u8>, text in "(<[a-z]{1,6}( a='b')?>|</[a-z]{1,6}>|&[a-z]{0,4};?|<!\\[CDATA\\[|\\PC{0,4}){0,30}") {
        for raw in [&raw, text.as_bytes()] {
            let reading = read_description(raw, URL);
            prop_assert_eq!(reading.facts.len() + reading.oddities.len(), 1);
        }
    }

    #[test]
    fn broken_descriptions_never_panic(at: prop::sample::Index, byte: u8) {
        let mut raw = GATEWAY.as_bytes().to_vec();
        let at = at.index(raw.len());
        raw[at] = byte;
        let reading = read_description(&raw, URL);
        prop_assert_eq!(reading.facts.len() + reading.oddities.len(), 1);
    }
}
