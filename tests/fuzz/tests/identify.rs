//! Rules of recognition against any text: no panic, probabilities within bounds, and the same answer twice.

use std::time::Duration;

#[test]
fn any_text_is_judged() {
    bolero::check!()
        .with_type::<(u8, String)>()
        .with_iterations(10_000)
        .with_test_time(Duration::from_secs(2))
        .for_each(|(channel, text)| {
            let channels = model::Channel::ALL;
            let channel = channels[usize::from(*channel) % channels.len()];
            let line =
                serde_json::json!({ "protocol": channel.as_str(), "input": text, "name": text, "hostname": text });
            let claims = engine::identify(&line.to_string()).unwrap();
            assert!(claims.iter().all(|claim| (0.4..=1.0).contains(&claim.probability) && !claim.value.is_empty()));
            assert_eq!(claims, engine::identify(&line.to_string()).unwrap());
            let _ = engine::identify(text);
        });
}
