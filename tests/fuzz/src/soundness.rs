use serde_json::Value;
use wire::Reading;

/// More than any sound reading says of the largest input.
const MOST_FACTS: usize = 1_024;
/// A description is the largest: 32 devices with all their texts and services.
const MAX_READING: usize = 4 * 1_024 * 1_024;
const MAX_TEXT: usize = 1_024;

/// What holds of every reading: it is bounded, its texts are clean, and its oddities are ours.
///
/// # Panics
/// If it does not hold.
#[expect(clippy::expect_used, reason = "test code: panicking is how it tells")]
pub fn assert_sound(reading: &Reading) {
    assert!(reading.facts.len() <= MOST_FACTS, "{} facts", reading.facts.len());
    assert!(reading.oddities.len() <= 16, "{} oddities", reading.oddities.len());
    let facts = serde_json::to_value(&reading.facts).expect("facts are JSON");
    assert!(facts.to_string().len() <= MAX_READING, "a reading that swells");
    assert_clean(&facts);
    for oddity in &reading.oddities {
        assert!(oddity.len() < 80 && oddity.is_ascii(), "an oddity with foreign text: {oddity}");
    }
}

fn assert_clean(value: &Value) {
    match value {
        Value::String(text) => assert_text(text),
        Value::Array(values) => values.iter().for_each(assert_clean),
        Value::Object(fields) => fields.iter().for_each(|(key, value)| {
            assert_text(key);
            assert_clean(value);
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn assert_text(text: &str) {
    assert!(text.len() <= MAX_TEXT, "a text of {} bytes", text.len());
    assert!(!text.chars().any(char::is_control), "a text with control characters: {text:?}");
    assert_eq!(text, text.trim(), "a text with blanks at its ends");
}
