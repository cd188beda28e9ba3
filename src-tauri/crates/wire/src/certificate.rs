//! The certificate that a service shows (RFC 5280). It is read, never trusted.

use model::{Fact, Timestamp};
use sha2::{Digest, Sha256};
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::GeneralName;
use x509_parser::prelude::FromDer;
use x509_parser::public_key::PublicKey;
use x509_parser::time::ASN1Time;
use x509_parser::x509::{AttributeTypeAndValue, SubjectPublicKeyInfo, X509Name};

use crate::{Reading, clean_text};

const MAX_CERTIFICATE: usize = 32 * 1024;
const MAX_NAME: usize = 512;
const MAX_PART: usize = 128;
const MOST_NAMES: usize = 32;
/// The parts of a name that are kept, with what they are called (RFC 4519 section 2).
const PARTS: [(&str, &str); 7] = [
    ("2.5.4.3", "CN"),
    ("2.5.4.11", "OU"),
    ("2.5.4.10", "O"),
    ("2.5.4.7", "L"),
    ("2.5.4.8", "ST"),
    ("2.5.4.6", "C"),
    ("2.5.4.5", "serialNumber"),
];

/// RFC 8017 appendix C, RFC 5758 section 3.2, RFC 8410 section 3.
const SIGNATURES: [(&str, &str); 10] = [
    ("1.2.840.113549.1.1.4", "md5WithRSAEncryption"),
    ("1.2.840.113549.1.1.5", "sha1WithRSAEncryption"),
    ("1.2.840.113549.1.1.10", "RSASSA-PSS"),
    ("1.2.840.113549.1.1.11", "sha256WithRSAEncryption"),
    ("1.2.840.113549.1.1.12", "sha384WithRSAEncryption"),
    ("1.2.840.113549.1.1.13", "sha512WithRSAEncryption"),
    ("1.2.840.10045.4.3.2", "ecdsa-with-SHA256"),
    ("1.2.840.10045.4.3.3", "ecdsa-with-SHA384"),
    ("1.2.840.10045.4.3.4", "ecdsa-with-SHA512"),
    ("1.3.101.112", "Ed25519"),
];

/// Reads a certificate in DER that was shown on `port`.
#[must_use]
pub fn read(der: &[u8], port: u16) -> Reading {
    if der.len() > MAX_CERTIFICATE {
        return Reading::odd("a certificate that is too long");
    }
    let Ok((_, certificate)) = X509Certificate::from_der(der) else {
        return Reading::odd("a certificate that cannot be read");
    };
    Reading::of(Fact::Certificate {
        port,
        subject: name(certificate.subject()),
        issuer: name(certificate.issuer()),
        names: names(&certificate),
        not_before: time(certificate.validity().not_before),
        not_after: time(certificate.validity().not_after),
        sha256: Sha256::digest(der).iter().map(|byte| format!("{byte:02x}")).collect(),
        key: key(certificate.public_key()),
        signature: algorithm(&certificate.signature_algorithm.algorithm.to_id_string()),
    })
}

/// `CN=…,OU=…,O=…`, in the order of [`PARTS`].
fn name(name: &X509Name<'_>) -> String {
    let all: Vec<&AttributeTypeAndValue<'_>> = name.iter_attributes().take(MOST_NAMES).collect();
    let told = PARTS.iter().flat_map(|(oid, short)| {
        let same = all.iter().filter(move |part| part.attr_type().to_id_string() == *oid);
        same.filter_map(move |part| {
            let text =
                part.as_str().map_or_else(|_| clean_text(part.as_slice(), MAX_PART), |text| clean_text(text, MAX_PART));
            (!text.is_empty()).then(|| format!("{short}={text}"))
        })
    });
    clean_text(told.collect::<Vec<_>>().join(","), MAX_NAME)
}

fn names(certificate: &X509Certificate<'_>) -> Vec<String> {
    let Ok(Some(extension)) = certificate.subject_alternative_name() else { return Vec::new() };
    let text = |name: &GeneralName<'_>| match name {
        GeneralName::DNSName(name) | GeneralName::RFC822Name(name) | GeneralName::URI(name) => {
            Some(clean_text(name, MAX_PART))
        }
        GeneralName::IPAddress(bytes) => match **bytes {
            [a, b, c, d] => Some(std::net::Ipv4Addr::new(a, b, c, d).to_string()),
            _ => <[u8; 16]>::try_from(*bytes).ok().map(|bytes| std::net::Ipv6Addr::from(bytes).to_string()),
        },
        _ => None,
    };
    extension.value.general_names.iter().take(MOST_NAMES).filter_map(text).filter(|name| !name.is_empty()).collect()
}

fn time(time: ASN1Time) -> Timestamp {
    Timestamp(time.timestamp().saturating_mul(1_000))
}

/// `RSA 2048`, `EC 256`, or the algorithm's number.
fn key(info: &SubjectPublicKeyInfo<'_>) -> String {
    match info.parsed() {
        Ok(PublicKey::RSA(key)) => format!("RSA {}", key.key_size()),
        Ok(PublicKey::EC(point)) => format!("EC {}", point.key_size()),
        _ => match info.algorithm.algorithm.to_id_string().as_str() {
            "1.3.101.112" => "Ed25519".into(),
            other => clean_text(other, MAX_PART),
        },
    }
}

/// A signature's algorithm by name where it is a usual one, or by number.
fn algorithm(oid: &str) -> String {
    let known = SIGNATURES.iter().find(|(number, _)| *number == oid);
    known.map_or_else(|| clean_text(oid, MAX_PART), |(_, name)| (*name).to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Made for this test with OpenSSL: `CN=nas,O=Synology Inc.,C=TW`, RSA 2048, names nas.local and 192.168.1.9.
    const SAMPLE: &[u8] = include_bytes!("../../../../tests/corpus/certificate/rsa.der");

    #[test]
    fn reads_names_times_and_key() {
        let reading = read(SAMPLE, 443);
        let [Fact::Certificate { subject, issuer, names, not_before, not_after, sha256, key, signature, .. }] =
            reading.facts.as_slice()
        else {
            panic!("{reading:?}")
        };
        assert_eq!((subject.as_str(), issuer), ("CN=nas,O=Synology Inc.,C=TW", subject));
        assert_eq!(names.as_slice(), ["nas.local", "192.168.1.9"]);
        assert!(not_before < not_after && sha256.len() == 64);
        assert_eq!((key.as_str(), signature.as_str()), ("RSA 2048", "sha256WithRSAEncryption"));
    }

    #[test]
    fn broken_certificates_cost_one_oddity() {
        assert_eq!(read(&SAMPLE[..200], 443).oddities, ["a certificate that cannot be read"]);
        assert_eq!(read(&[0x30; 40_000], 443).oddities, ["a certificate that is too long"]);
    }

    proptest! {
        #[test]
        fn a_damaged_certificate_never_panics(edits in proptest::collection::vec((0..SAMPLE.len(), any::<u8>()), 1..6)) {
            let mut der = SAMPLE.to_vec();
            for (place, byte) in edits {
                der[place] = byte;
            }
            let reading = read(&der, 443);
            prop_assert!(reading.facts.len() + reading.oddities.len() == 1);
        }
    }
}
